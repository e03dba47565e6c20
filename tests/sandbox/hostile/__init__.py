"""Programs that mean harm, or do it: what somebody may write in place of an optimizer, and how each must end."""
