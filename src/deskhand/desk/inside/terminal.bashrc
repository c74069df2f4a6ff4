# The shell of the terminal on the screen: plain, so that what is on the screen can be read.
PS1='\w\$ '
unset HISTFILE
alias ls='ls --color=never'
