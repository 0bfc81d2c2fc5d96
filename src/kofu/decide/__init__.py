"""From a roster to decisions: classes in SQL, the oracle person by person, the explanation."""
