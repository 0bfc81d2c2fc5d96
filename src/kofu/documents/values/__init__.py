"""What is written on pages: the insurer's office, the face of a form, a person's values."""
