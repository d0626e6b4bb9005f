"""From an event to an interview, with its evidence; identity of meetings, people and companies."""
