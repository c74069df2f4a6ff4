"""The workspace's server: HTTP, live streams, and who may do what. It never drives: it reads the journal and puts
commands into inboxes, and starts a driver's process for a session that has something to do. Only it knows HTTP."""
