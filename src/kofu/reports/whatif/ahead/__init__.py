"""The year ahead: who will need a document in which month, decided month by month."""
