"""Rules T1 to T9: business days, free quarters of an hour, and the plan, all pure."""
