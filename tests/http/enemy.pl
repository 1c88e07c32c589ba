#!/usr/bin/perl
# A client with bad manners: enemy.pl PORT WHAT [ARGUMENT]...; this machine only, and not for long.
use strict;
use warnings;
use IO::Select;
use IO::Socket::INET;
use Socket qw(inet_aton pack_sockaddr_in PF_INET SOCK_STREAM SOL_SOCKET SO_LINGER SHUT_WR);
use Time::HiRes qw(sleep time);

my $port = shift;
$SIG{PIPE} = 'IGNORE';
$| = 1;

sub reach {
    my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => $port, Timeout => 10, @_);
    $socket->autoflush(1) if $socket;
    return $socket;
}

# Likewise by the bare calls: for many who are to be there before anything happens to the first.
sub rush_in {
    socket my $socket, PF_INET, SOCK_STREAM, 0 or return;
    connect $socket, pack_sockaddr_in($port, inet_aton('127.0.0.1')) or return;
    return $socket;
}

# All that comes until the other side ends, or for some seconds: the text, and "end", "cut" or "open".
sub drain {
    my ($socket, $seconds) = @_;
    my ($text, $until) = ('', time + $seconds);
    my $select = IO::Select->new($socket);
    while ((my $left = $until - time) > 0) {
        next unless $select->can_read($left);
        my $got = sysread $socket, $text, 65536, length $text;
        return ($text, 'cut') unless defined $got;
        return ($text, 'end') unless $got;
    }
    return ($text, 'open');
}

# The codes of the answers in a text.
sub codes {
    return join ' ', $_[0] =~ m{^HTTP/1\.[01] (\d{3}) }mg;
}

my %ways = (
    # What is answered to bytes as they are on standard input; "half": and then says no more.
    raw => sub {
        my ($seconds, $half) = @_;
        local $/;
        my $bytes = <STDIN>;
        my $socket = reach() or return print "refused\n";
        my $sent = 0;
        while ($sent < length $bytes) {
            my $written = syswrite $socket, $bytes, 65536, $sent;
            last unless $written;
            $sent += $written;
        }
        $socket->shutdown(SHUT_WR) if $half;
        my ($text, $end) = drain($socket, $seconds);
        print codes($text), " $end\n";
        print STDERR $text;
    },
    # Sends a piece a time, as long as someone takes it: says after how many seconds nobody did.
    dribble => sub {
        my ($begin, $piece, $pause, $seconds) = @_;
        s/\\r/\r/g, s/\\n/\n/g for $begin, $piece;
        my $socket = reach() or return print "refused\n";
        my $from = time;
        syswrite $socket, $begin;
        my $select = IO::Select->new($socket);
        my $text = '';
        while (time - $from < $seconds) {
            last unless defined syswrite $socket, $piece;
            if ($select->can_read($pause)) {
                last unless sysread $socket, $text, 65536, length $text;
            }
        }
        printf "%s%.0f\n", codes($text) ? codes($text) . ' ' : '', time - $from;
    },
    # Asks for much many times over, and reads none of it for some seconds: how many answers there
    # are then, and how it ends.
    glutton => sub {
        my ($target, $times, $seconds) = @_;
        my $socket = reach() or return print "refused\n";
        $socket->blocking(0);
        my ($bytes, $sent) = ("GET $target HTTP/1.1\r\nHost: x\r\n\r\n" x $times, 0);
        for (1 .. $seconds * 10) {
            $sent += syswrite($socket, $bytes, 4096, $sent) // 0 if $sent < length $bytes;
            sleep 0.1;
        }
        my ($text, $end) = drain($socket, 10);
        my $answers = () = codes($text) =~ /200/g;
        printf "%s %s\n", $answers < $times ? 'some' : 'all', $end;
    },
    # Asks on many connections at once: how often each code is the answer.
    rush => sub {
        my ($count, $target) = @_;
        my (@rush, %codes);
        for my $i (1 .. $count) {
            my $socket = rush_in() or last;
            syswrite $socket, "GET $target&_=$i HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            push @rush, $socket;
        }
        for my $socket (@rush) {
            my ($text, $end) = drain($socket, 60);
            $codes{codes($text) || $end}++;
        }
        print join(' ', map {"$_:$codes{$_}"} sort keys %codes), "\n";
    },
    # Opens many connections, asks for half a thing on each n-th; holds them until standard input ends.
    crowd => sub {
        my ($count, $nth) = @_;
        my @crowd;
        for my $i (1 .. $count) {
            my $socket = rush_in() or last;
            syswrite $socket, "GET /search?q=a HTTP/1.1\r\nHo" if $nth && $i % $nth == 0;
            push @crowd, $socket;
        }
        print scalar(@crowd), "\n";
        <STDIN>;
    },
    # Asks and goes away at once, many times: with a reset, or an orderly end.
    vanish => sub {
        my ($count, $target) = @_;
        my $done = 0;
        for my $i (1 .. $count) {
            my $socket = reach() or next;
            syswrite $socket, "GET $target&_=$i HTTP/1.1\r\nHost: x\r\n\r\n";
            setsockopt $socket, SOL_SOCKET, SO_LINGER, pack 'ii', 1, 0 if $i % 2;
            sleep 0.002 * ($i % 5);
            close $socket;
            $done++;
        }
        print "$done\n";
    },
    # A body in chunks that does not end: the codes, or how it ended.
    endless => sub {
        my ($target, $seconds) = @_;
        my $socket = reach() or return print "refused\n";
        my ($from, $sent) = (time, 0);
        syswrite $socket, "POST $target HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
        my $chunk = "10000\r\n" . 'x' x 65536 . "\r\n";
        my $select = IO::Select->new($socket);
        while (time - $from < $seconds && !$select->can_read(0)) {
            my $written = syswrite $socket, $chunk or last;
            $sent += $written;
        }
        my ($text, $end) = drain($socket, 2);
        printf "%s%s\n", codes($text) ? codes($text) . ' ' : '', $sent < 64 << 20 ? 'soon' : 'late';
    },
);
my $way = shift;
($ways{$way} or die "$0: no way to $way\n")->(@ARGV);
