"""What clerks do at the counter: applications, wishes, holds, and documents printed at once."""
