"""The customer barcode (カスタマバーコード) under an address: what it says, how it is drawn."""
