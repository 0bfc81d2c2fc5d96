"""Reports: rates with a named definition, documents counted, pictures, a PDF for a council."""
