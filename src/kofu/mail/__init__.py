"""From a printed page to the post office: addresses, barcodes, tracking numbers, postage."""
