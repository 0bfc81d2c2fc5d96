"""Many insurers and many people at once: deciding in a database, on a cluster, for all insurers."""
