"""Tracking numbers (引受番号) of recorded and registered mail, and their barcode NW-7."""
