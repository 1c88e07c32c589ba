#!/usr/bin/perl
# Relevance: the scorer's arithmetic, and that no ranking of the sample cards is worse than the
# figures that `make judge-update` committed.
use v5.30;
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Find qw(find);
use File::Temp qw(tempdir);
use lib dirname(__FILE__) . '/../judge';
use Judge qw(:all);

my $top     = dirname(__FILE__) . '/../..';
my $build   = $ENV{BUILD} // "$top/build";
my $queries = "$top/corpus/queries/judged.tsv";
my $slack   = 0.002;
my $work    = tempdir(CLEANUP => 1);
my ($tests, $failures) = (0, 0);

sub result {
    my ($is_good, $name, @details) = @_;
    $tests++;
    $failures++ if !$is_good;
    say $is_good ? '' : 'not ', "ok $tests - $name";
    print STDERR map { "#   $_\n" } $name, @details if !$is_good;
    return;
}

sub is {
    my ($got, $want, $name) = @_;
    return result($got eq $want, $name, "got:  $got", "want: $want");
}

sub in_words { return join ' ', map { /\./ ? sprintf '%.4f', $_ : $_ } @{$_[0]} }

sub write_lines {
    my ($name, @lines) = @_;
    open my $file, '>', "$work/$name" or die "$name: $!\n";
    say $file $_ for @lines;
    close $file or die "$name: $!\n";
    return "$work/$name";
}

# ---- arithmetic: found, judged → nDCG@10, MRR@10, Recall@100 ----

my @others = map { "x$_" } 1 .. 100;
my @twelve = map { "r$_" } 1 .. 12;
my @rows = (
    ['the best first',   ['a'],                {a => 3},                         [1, 1, 1]],
    # (2 / log2 3 + 3 / log2 5) / (3 / log2 2 + 2 / log2 3 + 1 / log2 4) = 2.553889 / 4.761860
    ['grades are gains', [qw(x b d a)], {a => 3, b => 2, c => 1, d => 0}, [0.5363, 0.5, 2 / 3]],
    ['below 0 is 0',     [qw(d a)],            {a => 1, d => -2},                [0.6309, 0.5, 1]],
    ['rank 10',          [@others[0 .. 8], 'a'],  {a => 1},                      [0.2891, 0.1, 1]],
    ['rank 11',          [@others[0 .. 9], 'a'],  {a => 1},                      [0, 0, 1]],
    ['rank 100',         [@others[0 .. 98], 'a'], {a => 1},                      [0, 0, 1]],
    ['rank 101',         [@others, 'a'],          {a => 1},                      [0, 0, 0]],
    ['ten of twelve',    [@twelve[0 .. 9]],    {map { $_ => 1 } @twelve},        [1, 1, 10 / 12]],
    ['nothing found',    [],                   {a => 1},                         [0, 0, 0]],
);
for (@rows) {
    my ($name, $found, $grades, $want) = @$_;
    is(in_words(score_query($found, $grades)), in_words($want), "scores: $name");
}

# ---- files ----

my $run = read_run(write_lines('run', 'q Q0 a 1 0.5 t', 'q Q0 b 2 2.0 t', 'q Q0 c 3 0.5 t',
    'q Q0 b 4 0.1 t', 'two%20words Q0 d%25%E8%97%A5 1 1 t'));
is("@{$run->{q}}", 'b c a', 'a run: by score, of equals the later name first, each document once');
is("@{$run->{'two words'}}", "d%\xe8\x97\xa5", 'and what was escaped is itself again');
my $grades = read_judgments(write_lines('qrels.tsv', "query-id\tcorpus-id\tscore", "q\tb\t1\r",
    "lost\ta\t2", "nothing\ta\t0", "nothing\tb\t-1"));
my $scores = score_run($run, $grades);
is(join(' ', sort keys %$scores), 'lost q', 'queries with nothing relevant do not count');
is(in_words(mean_of(values %$scores)), '2 0.5000 0.5000 0.5000', 'those without answer do, as 0');
write_figures("$work/figures", {"b\t--x" => [2, 1 / 3, 0.5, 1], "b\tdefault" => [1, 0, 0, 0]});
is(in_words(read_figures("$work/figures")->{figure('b', '--x')}), '2 0.3333 0.5000 1.0000',
    'figures are kept, of each mode');

# ---- a collection of others ----

mkdir "$work/other ones";
mkdir "$work/other ones/tiny";
my %lines = (
    'corpus.jsonl'    => ['{"_id":"a","title":"","text":"nurses"}', '{"_id":"b","text":"doctors"}'],
    'queries.jsonl'   => ['{"_id":"q","text":"nurse"}', '{"_id":"r","text":"porter"}'],
    'queries_x.jsonl' => ['{"_id":"q","text":"nurse"}', '{"_id":"r","text":"doctor"}'],
    'qrels.tsv'       => ["query-id\tcorpus-id\tscore", "q\ta\t1", "r\tb\t2"],
);
write_lines("other ones/tiny/$_", @{$lines{$_}}) for keys %lines;
my $table = `BUILD='$build' perl $top/tests/judge/judge '$work/other ones'`;
# A row without the milliseconds at its end; each collection has one in each mode.
my @rows_of_table = map { s/\s+[\d.]+\s*$//r =~ s/\s+/ /gr } split /\n/, $table;
my ($at)    = grep { $rows_of_table[$_] =~ /^tiny / } 0 .. $#rows_of_table;
my @tiny    = @rows_of_table[$at .. $at + 2 * @modes - 1];
my @of_mode = map { $_->[0] } @modes;
is(join('', @tiny[0 .. $#modes]), "tiny 2 " . join(' ', map { "$_ 0.5000 0.5000 0.5000" } @of_mode),
    'a collection is judged in all modes');
is(join('', @tiny[@modes .. $#tiny]),
    "tiny-x 2 " . join(' ', map { "$_ 1.0000 1.0000 1.0000" } @of_mode), 'its other queries too');
is(scalar(grep { length > 120 && !/:/ } split /\n/, $table), 0, 'in a table no wider than a screen');

# ---- the judged queries ----

my %is_card;
find(sub { $is_card{short_name($_)} = 1 if -f }, "$top/corpus/cards");
my @judged = read_judged($queries);
my %times;
$times{$_->[0]}++ for @judged;
result(!(grep { $_ > 1 } values %times), 'each judged query has a name of its own');
my @strange = grep { !$is_card{$_} } map { keys %{$_->[2]} } @judged;
result(!@strange, 'and judges cards that are there', @strange);
my @idle = map { $_->[0] } grep { !grep { $_ > 1 } values %{$_->[2]} } @judged;
result(!@idle, 'and some card is about it', @idle);

# ---- the floor ----

my $floor = read_figures("$top/tests/judge/figures.tsv");
my %means;
index_own($build, $top, $work);
for (@modes) {
    my ($mode, @options) = @$_;
    my ($own) = judge_own($build, $top, $work, @options);
    %means = (%means, %{means_of_own($own, $mode)});
}
my @of_figures = grep { m{^judged/} } sort keys %$floor;
is("@of_figures", join(' ', grep { m{^judged/} } sort keys %means),
    'the figures are of these queries (else: make judge-update)');
for my $figure (grep { !m{/} } sort keys %means) {
    my ($name, $mode) = split /\t/, $figure;
    for (1, 2) {
        my ($now, $before) = ($means{$figure}[$_], $floor->{$figure}[$_] // 2);
        result($now >= $before - $slack, "$name $mode: $measures[$_ - 1] is not below its figure",
            sprintf('%.4f, was %.4f', $now, $before));
    }
}
if ($failures) {
    my @falls = grep { $_->[0] < 0 } moves(\%means, $floor, \@judged);
    print STDERR map { "# fell: $_->[1]\n" } @falls;
}
say "1..$tests";
exit($failures ? 1 : 0);
