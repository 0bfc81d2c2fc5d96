"""What people and programs see of kofu."""
