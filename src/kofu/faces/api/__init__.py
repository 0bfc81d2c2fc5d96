"""The register and the rules for other programs: HTTP, JSON, OpenAPI."""
