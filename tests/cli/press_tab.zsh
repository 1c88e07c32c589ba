# Types lines into an interactive shell, presses Tab at the end of each and
# prints what then stands on the command line.
#     zsh -f press_tab.zsh bash|zsh COMPLETION < lines
# COMPLETION is the script that the program printed for that shell.
zmodload zsh/zpty zsh/zselect || exit 1
shell=$1 script=$2
dir=$(mktemp -d) || exit 1
trap 'rm -rf $dir' EXIT
export LISTING=$dir/lines TERM=dumb
: >$LISTING

case $shell in
bash)
    cat >$dir/rc <<'RC'
PS1=
bind 'set enable-bracketed-paste off'
bind 'set bell-style none'
bind 'set completion-query-items 0'
bind 'set page-completions off'
tell() { printf '%s\n' "$READLINE_LINE" >>"$LISTING"; READLINE_LINE='' READLINE_POINT=0; }
bind -x '"\C-o": tell'
RC
    print -r -- ". ${(q)script}" >>$dir/rc
    zpty pty bash --noprofile --rcfile $dir/rc -i
    ;;
zsh)
    mkdir $dir/functions
    cp $script $dir/functions/_litsearch
    cat >$dir/.zshrc <<'RC'
PS1=
unset zle_bracketed_paste
fpath=($ZDOTDIR/functions $fpath)
autoload -Uz compinit
compinit -u -D
LISTMAX=10000
tell() { print -r -- "$BUFFER" >>$LISTING; BUFFER= }
zle -N tell
bindkey '^O' tell
bindkey '^I' complete-word
RC
    export ZDOTDIR=$dir
    zpty pty zsh -d -i
    ;;
esac

# Reads on what the shell writes, so that it never waits, until there are so many lines.
wait_for() {
    local i unread
    for ((i = 0; i < 500; i++)); do
        while zpty -rt pty unread; do :; done
        (($(wc -l <$LISTING) >= $1)) && return 0
        zselect -t 2
    done
    print -u2 "press_tab.zsh: $shell does not answer"
    return 1
}

# Until the shell is ready, what is typed may be lost.
for ((tries = 0; tries < 100; tries++)); do
    zpty -w -n pty $'\x0f'
    zselect -t 10
    while zpty -rt pty unread; do :; done
    [[ -s $LISTING ]] && break
done
zselect -t 20
while zpty -rt pty unread; do :; done
: >$LISTING

count=0
while IFS= read -r line; do
    zpty -w -n pty "$line"$'\t\x0f'
    wait_for $((++count)) || exit 1
done
cat $LISTING
zpty -d pty
