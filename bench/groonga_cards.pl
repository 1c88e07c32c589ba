# Groonga's commands that load what `peer-text cards` prints.
use utf8;
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));
use JSON::PP;

my $json = JSON::PP->new->canonical;
$/ = "\x1e";
print "load --table Cards\n[\n";
my $comma = '';
while (my $card = <STDIN>) {
    chomp $card;
    my ($path, $title, $body) = split /\x1f/, $card, 3;
    my ($journal) = $body =~ /^\*\*期刊\*\*: *(.+)/m;
    my ($score) = $body =~ /^\*\*評分\*\*: *(\d+)/m;
    my ($domains) = $body =~ /^\*\*應用領域\*\*: *(.+)/m;
    print $comma, $json->encode({
        _key => $path, title => $title, body => $body, journal => $journal // '',
        score => ($score // 0) + 0, domain => [split /[、,]\s*/, $domains // ''],
    });
    $comma = ",\n";
}
print "\n]\n";
