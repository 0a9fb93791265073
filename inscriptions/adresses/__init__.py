"""Mend a wrong address: from the private page, confirmed by the new mailbox; or by the team."""
