# Scores of ranked answers against judgments, as trec_eval counts them.
package Judge;
use v5.30;
use strict;
use warnings;
use Exporter qw(import);
use List::Util qw(first max min sum0 uniq);
use Time::HiRes qw(time);
our @measures = qw(nDCG@10 MRR@10 Recall@100);
# Ways to ask: name, options. The first is the one whose single queries are kept and told.
our @modes = (['default'], ['--no-expand', '--no-expand'], ['--feedback', '--feedback']);
our @EXPORT_OK = qw(@measures @modes read_lines read_judgments read_run score_query score_run mean_of
    index_into answer read_judged short_name index_own judge_own
    means_of_own figure read_figures write_figures
    moves);
our %EXPORT_TAGS = (all => \@EXPORT_OK);

sub read_lines {
    my ($path) = @_;
    open my $file, '<', $path or die "$path: $!\n";
    chomp(my @lines = <$file>);
    return map { s/\r$//r } @lines;
}

# ---- judgments and runs: names are bytes, so that ties fall as in trec_eval ----

# query, document, grade → {query}{document} = grade. The first line is a header.
sub read_judgments {
    my ($path) = @_;
    my ($head, @lines) = read_lines($path);
    my %grades;
    for (grep { length } @lines) {
        my ($query, $document, $grade) = /^(\S+)\s+(.*\S)\s+(-?\d+)$/
            or die "$path: no query, document and grade: $_\n";
        $grades{$query}{$document} = $grade;
    }
    return \%grades;
}

sub unescape { return $_[0] =~ s/%([0-9A-F]{2})/chr hex $1/ger }

# A run file → {query} = [documents, best first].
sub read_run {
    my ($path) = @_;
    my %run;
    for (read_lines($path)) {
        my ($query, undef, $document, undef, $score) = split ' ';
        push @{$run{unescape($query)}}, [unescape($document), $score];
    }
    for my $answer (values %run) {
        my @sorted = sort { $b->[1] <=> $a->[1] || $b->[0] cmp $a->[0] } @$answer;
        $answer = [uniq map { $_->[0] } @sorted];
    }
    return \%run;
}

# ---- measures ----

sub gain { return sum0 map { max($_[$_], 0) / (log($_ + 2) / log 2) } 0 .. min($#_, 9) }

# The documents found and the grades of one query → [nDCG@10 (linear gain), MRR@10, Recall@100].
sub score_query {
    my ($found, $grades) = @_;
    my @got   = map { $grades->{$_} // 0 } @$found[0 .. min($#$found, 99)];
    my @ideal = sort { $b <=> $a } grep { $_ > 0 } values %$grades;
    my $first = first { $got[$_] > 0 } 0 .. min($#got, 9);
    return [gain(@got) / gain(@ideal), defined $first ? 1 / ($first + 1) : 0,
        (grep { $_ > 0 } @got) / @ideal];
}

# → {query} = its scores, for every query of which some document is judged relevant, found or not.
sub score_run {
    my ($run, $grades) = @_;
    my @judged = grep { grep { $_ > 0 } values %{$grades->{$_}} } keys %$grades;
    return {map { $_ => score_query($run->{$_} // [], $grades->{$_}) } @judged};
}

# The scores of queries → [queries, mean of each measure].
sub mean_of {
    my (@scores) = @_;
    my @means = map { my $at = $_; sum0(map { $_->[$at] } @scores) / max(scalar @scores, 1) }
        0 .. $#measures;
    return [scalar @scores, @means];
}

# ---- the programs ----

sub index_into {
    my ($build, $db, @source) = @_;
    my $status = system "$build/litsearch-index", '--quiet', '--db', $db, @source;
    die "litsearch-index ended with $status\n" if $status != 0 && $status >> 8 != 7;
    return;
}

# Answers the queries of a file → (its run file, milliseconds it took, what was said of queries).
sub answer {
    my ($build, $db, $queries, @options) = @_;
    my ($run, $said) = ("$db.run", "$db.said");
    my $child = fork // die "fork: $!\n";
    my $start = time;
    if (!$child) {
        open STDOUT, '>', $run  or die "$run: $!\n";
        open STDERR, '>', $said or die "$said: $!\n";
        exec "$build/litsearch", '--db', $db, '--batch', $queries, qw(-n 100 -f trec),
            @options or die "$!\n";
    }
    waitpid $child, 0;
    my $took_ms = (time - $start) * 1000;
    my @said = read_lines($said);
    die "litsearch ended with $?: @said\n" if $? & 127 || $? >> 8 > 2;
    return ($run, $took_ms, @said);
}

# ---- the project's own queries and cards ----

# judged.tsv → [id, query, {a card's file name without folder and ending} = grade].
sub read_judged {
    my ($path) = @_;
    my ($head, @lines) = read_lines($path);
    die "$path: its first line names other columns\n" if $head ne "id\tquery\t3\t2\t1\t0\tnote";
    my @queries;
    for (grep { !/^(# |$)/ } @lines) {
        my ($id, $query, @cards) = split /\t/;
        my @graded;
        for my $grade (0 .. 3) {
            push @graded, map { [$_, $grade] } split ' ', $cards[3 - $grade] // '';
        }
        die "$path: $id judges a card twice\n" if @graded > uniq map { $_->[0] } @graded;
        push @queries, [$id, $query, {map { @$_ } @graded}];
    }
    return @queries;
}

# The short name of a card: corpus/queries/README.md.
sub short_name { return $_[0] =~ s{.*/}{}r =~ s/[. ].*//r =~ s/^clinical-ai-/ca-/r }

sub index_own {
    my ($build, $top, $work) = @_;
    index_into($build, "$work/own", "$top/corpus/cards");
    return;
}

# Asks the judged queries of the sample cards, indexed in $work → ({id} = scores, milliseconds it
# took). No dictionary: the figures are to be the same wherever they are measured.
sub judge_own {
    my ($build, $top, $work, @options) = @_;
    my @judged  = read_judged("$top/corpus/queries/judged.tsv");
    my $queries = "$work/judged.jsonl";
    local $ENV{LITSEARCH_DICT} = '';
    open my $file, '>', $queries or die "$queries: $!\n";
    say $file sprintf '{"_id":"%s","text":"%s"}', $_->[0], $_->[1] =~ s/(["\\])/\\$1/gr for @judged;
    close $file or die "$queries: $!\n";
    my ($path, $took_ms) = answer($build, "$work/own", $queries, @options);
    my $run = read_run($path);
    $_ = [map { short_name($_) } @$_] for values %$run;
    return (score_run($run, {map { $_->[0] => $_->[2] } @judged}), $took_ms);
}

# {id} = scores → {figure} = means: of all, of each language, and in the first mode each query's own.
sub means_of_own {
    my ($scores, $mode) = @_;
    my @ids   = sort keys %$scores;
    my %means = (figure('judged', $mode) => mean_of(@$scores{@ids}));
    for my $language (uniq map { s/-.*//r } @ids) {
        $means{figure("judged-$language", $mode)} =
            mean_of(@$scores{grep { /^$language-/ } @ids});
    }
    return \%means if $mode ne $modes[0][0];
    $means{figure("judged/$_", $mode)} = mean_of($scores->{$_}) for @ids;
    return \%means;
}

# ---- committed figures: name and mode → [queries, means], to four decimals ----

sub figure { return join "\t", @_ }

sub read_figures {
    my ($path) = @_;
    my ($head, @lines) = read_lines($path);
    return {map { my ($name, $mode, @cells) = split /\t/; figure($name, $mode) => \@cells } @lines};
}

sub write_figures {
    my ($path, $figures) = @_;
    open my $file, '>', $path or die "$path: $!\n";
    say $file join "\t", 'name', 'mode', 'queries', @measures;
    for my $name (sort keys %$figures) {
        my ($queries, @means) = @{$figures->{$name}};
        say $file join "\t", $name, $queries, map { sprintf '%.4f', $_ } @means;
    }
    close $file or die "$path: $!\n";
    return;
}

# The judged queries whose figures are not the committed ones → [change, in words], falls first.
sub moves {
    my ($means, $figures, $judged) = @_;
    my @moves;
    for (@$judged) {
        my ($id, $query) = @$_;
        my ($now, $before) = map { $_->{figure("judged/$id", $modes[0][0])} // [] } $means, $figures;
        next if @$before < 3;
        my ($change) = grep { abs > 0.0001 } map { $now->[$_] - $before->[$_] } 1, 2;
        next if !$change;
        push @moves, [$change, sprintf '%s %s: %s %.4f -> %.4f, %s %.4f -> %.4f', $id, $query,
            map { $measures[$_ - 1], $before->[$_], $now->[$_] } 1, 2];
    }
    return sort { $a->[0] <=> $b->[0] || $a->[1] cmp $b->[1] } @moves;
}

1;
