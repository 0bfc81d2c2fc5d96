"""Pictures: trend, tile map, pyramid; drawn without a browser and without the network."""
