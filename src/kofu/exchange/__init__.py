"""What other systems read: FHIR Coverage of people, by roster, decision and office."""
