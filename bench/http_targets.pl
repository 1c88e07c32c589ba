# Targets for bench/http-load, one for each query on standard input, in which English and Chinese take
# turns: perl http_targets.pl FAMILY, with a FAMILY of the table below. Of ten queries of a language
# four are cut short, as one typing them sends them; four are whole; and two are filtered, one of
# them with counts for the page.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

my %families = (
    search => { typed => '/search?q=%s&typing=1', any => '/search?q=%s', filtered => '/search?q=%s&score=8..', counted => '/search?q=%s&score=8..&facets=1' },
    suggest => { map { $_ => '/suggest?q=%s' } qw(typed any filtered counted) },
    page => { typed => '/?q=%s&part=results&typing=1', any => '/?q=%s&part=results', filtered => '/?q=%s&score=8..&part=results', counted => '/?q=%s&score=8..&part=results' },
    groonga => groonga(),
);

# The same work: ten articles with title, journal, score and marked passages. All words have to be
# there, which is Groonga's way and leaves it less to rank.
sub groonga {
    my $any = '/d/select?table=Cards&match_columns=title*5%%7C%%7Cbody&query=%s&query_flags=NONE'
        . '&output_columns=_key,title,journal,score,_score,snippet_html(body)&sort_keys=-_score&limit=10';
    my $counted = '&drilldown=domain,score,journal&drilldown_limit=20';
    return { typed => $any, any => $any, filtered => "$any&filter=score%%3E%%3D8", counted => "$any&filter=score%%3E%%3D8$counted" };
}

sub escape {
    my ($text) = @_;
    utf8::encode($text);
    $text =~ s/([^A-Za-z0-9_.~-])/sprintf '%%%02X', ord $1/ge;
    return $text;
}

my $family = $families{ $ARGV[0] // '' } or die "usage: http_targets.pl " . join('|', sort keys %families) . "\n";
my $number = 0;
while (my $query = <STDIN>) {
    chomp $query;
    my $kind = int($number / 2) % 10;
    # Cut after any of its characters, the same for every family.
    $query = substr $query, 0, 1 + ($number * 7919) % length $query if $kind < 4;
    my $form = $kind < 4 ? 'typed' : $kind < 8 ? 'any' : $kind == 8 ? 'filtered' : 'counted';
    printf "$family->{$form}\n", escape($query);
    $number++;
}
