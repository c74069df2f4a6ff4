"""Who asks, and what they may: accounts, passwords, cookies, one-time links, and the gate that every request passes."""
