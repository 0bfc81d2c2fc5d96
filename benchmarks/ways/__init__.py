"""Each module is one way to decide: `decide(people, out) -> Work`."""
