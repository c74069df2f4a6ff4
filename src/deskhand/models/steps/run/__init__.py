"""Following a program call by call: state, looking, acting, and one performer per kind of step. Pure."""
