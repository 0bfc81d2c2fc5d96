"""Reports as files: CSV, Excel, PDF."""
