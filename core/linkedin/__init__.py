"""What LinkedIn's own export tells of the people met: matching, what is remembered, what follows for the plan. Pure."""
