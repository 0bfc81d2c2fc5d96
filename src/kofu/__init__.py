"""kofu (交付): decides, explains and proves who gets which health insurance document in Japan."""

__version__ = "0.1.0"
