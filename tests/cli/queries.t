#!/usr/bin/perl
# The query language: every row of corpus/queries, asked of the sample cards. What the columns
# mean is said in corpus/queries/README.md. A failed row shows what is missing and what is extra.
use v5.30;
use strict;
use warnings;
use utf8;
use Encode qw(decode encode);
use File::Basename qw(dirname);
use File::Temp qw(tempdir);
use Text::ParseWords qw(shellwords);
binmode $_, ':utf8' for *STDOUT, *STDERR;

my $top     = dirname(__FILE__) . '/../..';
my $build   = $ENV{BUILD} // "$top/build";
my $tables  = "$top/corpus/queries";
my $work    = tempdir(CLEANUP => 1);
my $db      = "$work/db";
my $columns = 'query	options	step	articles	some	first	says	note';
my $only    = $ARGV[0] && decode('UTF-8', $ARGV[0]);
# The rows are about the words as typed, not about their translations.
my @plain = qx($build/litsearch --help) =~ /--no-expand/ ? '--no-expand' : ();
my (@keys, %id_of, $tests, $failures);

sub read_lines {
    my ($path) = @_;
    open my $file, '<:utf8', $path or die "$path: $!";
    chomp(my @lines = <$file>);
    return @lines;
}

# ---- the program ----

# Its answer: {exit, said, json}. What a query says is no shell's business.
sub ask {
    my ($query, @options) = @_;
    my @words = length $query ? ('--', $query) : ();
    my @command = ("$build/litsearch", '--db', $db, qw(--format json --limit 100), @plain, @options, @words);
    my $child = fork // die "fork: $!";
    if (!$child) {
        alarm 20;
        open STDIN,  '<', '/dev/null'    or die;
        open STDOUT, '>', "$work/output" or die;
        open STDERR, '>', "$work/errors" or die;
        exec map { encode('UTF-8', $_) } @command or die;
    }
    waitpid $child, 0;
    my $exit = $? & 127 ? "signal " . ($? & 127) : $? >> 8;
    my $said = join "\n", read_lines("$work/errors");
    return {exit => $exit, said => $said, read_answer(join "\n", read_lines("$work/output"))};
}

# What the rows ask about. Perl's own JSON reader would take longer than all searches together.
sub read_answer {
    my ($output) = @_;
    my ($head) = $output =~ /^(.*?)(?:"hits":|$)/s;
    my ($step) = $head =~ /"step":"(\w+)"/;
    my ($total) = $head =~ /"total":(\d+)/;
    my ($suggestion) = $output =~ /"suggestion":"([^"]*)"/;
    my @ids = $output =~ /\{"id":"([^"]+)","path":/g;
    return (step => $step, total => $total, suggestion => $suggestion, ids => \@ids);
}

sub found { return map { $id_of{$_} // $_ } @{$_[0]{ids}} }

# ---- the cards and their short names ----

sub read_cards {
    for my $path (sort split /\0/, qx(cd '$top/corpus/cards' && find . -type f -print0)) {
        $path = decode('UTF-8', $path) =~ s{^\./}{}r;
        my ($key) = $path =~ m{([^/. ]+)[^/]*$};
        $key =~ s/^clinical-ai-/ca-/;
        $id_of{$path} = $key;
        push @keys, $key;
    }
}

# "* !ca-07", "is-02 is-04..06" → the keys. Not one must be unknown.
sub expand {
    my ($text) = @_;
    my %set;
    for my $word (split ' ', $text eq 'none' ? '' : $text) {
        my ($out, $name) = $word =~ /^(!?)(.*)$/;
        my ($stem, $first, $last) = $name =~ /^(.*-)(\d+)\.\.(\d+)$/;
        my $pattern = join '.*', map { quotemeta } split /\*/, $name, -1;
        my @named = $stem ? map { sprintf "$stem%02d", $_ } $first .. $last : grep { /^$pattern$/ } @keys;
        die "no card is called $name\n" if grep { my $key = $_; !grep { $_ eq $key } @keys } @named or !@named;
        $out ? delete @set{@named} : (@set{@named} = ());
    }
    return %set;
}

# ---- checks: each gives what is wrong, in lines; nothing when all is well ----

sub differ {
    my ($what, $wanted, @got) = @_;
    my %wanted = expand($wanted);
    my %got = map { $_ => 1 } @got;
    my @missing = sort grep { !$got{$_} } keys %wanted;
    my @extra   = sort grep { !exists $wanted{$_} } @got;
    return ((map { "$what: missing $_" } join(' ', @missing) || ()),
            (map { "$what: extra $_" } join(' ', @extra) || ()));
}

sub check_first {
    my ($wanted, @got) = @_;
    my @wanted = split ' ', $wanted;
    my @first = grep { defined } @got[0 .. $#wanted];
    return "@first" eq "@wanted" ? () : "first: wanted @wanted, got @first";
}

sub width {
    my ($text) = @_;
    my $wide = () = $text =~ /[\x{1100}-\x{115f}\x{2e80}-\x{303e}\x{3041}-\x{a4cf}\x{ac00}-\x{d7a3}\x{f900}-\x{faff}\x{fe30}-\x{fe6f}\x{ff00}-\x{ff60}\x{ffe0}-\x{ffe6}]/g;
    return $wide + length $text;
}

# The caret begins in the marked place, or right behind it, and does not go beyond.
sub check_caret {
    my ($marked, $said) = @_;
    my ($before, $place) = $marked =~ /^(.*?)⟦(.*)⟧/ or return;
    my ($space, $carets) = $said =~ /^( *)(\^+)$/m or return 'no caret';
    my $indent = 2;
    my $first  = length($space) - $indent;
    my $past   = $first + length $carets;
    my $from   = width($before);
    my $to     = $from + width($place);
    my $good   = $first >= $from && $first <= $to && ($past <= $to || $past == $first + 1);
    return $good ? () : "caret: wanted within columns $from-$to, got $first-$past";
}

sub check_said {
    my ($wanted, $said) = @_;
    return $said =~ /(?:$wanted)/i ? () : "says: wanted /$wanted/, got “$said”";
}

sub check_error {
    my ($row, $answer) = @_;
    return ("exit status: wanted 2, got $answer->{exit}") if $answer->{exit} ne '2';
    my @wrong = check_caret($row->{query}, $answer->{said});
    return (@wrong, check_said($row->{says}, $answer->{said}));
}

sub check_found {
    my ($row, $answer) = @_;
    my @found = found($answer);
    my $step  = $answer->{step} // 'no answer';
    my @whole = grep { defined } @found[0 .. ($answer->{total} // 0) - 1];
    @whole = @found if $step eq 'corrected';
    my @wrong;
    push @wrong, "step: wanted $row->{step}, got $step" if !grep { $_ eq $step } split /\|/, $row->{step};
    push @wrong, 'exit status: got ' . $answer->{exit} if $answer->{exit} ne (@found ? '0' : '1');
    push @wrong, differ('articles', $row->{articles}, @whole) if length $row->{articles};
    push @wrong, differ('some', $row->{some}, @found) if length $row->{some};
    push @wrong, check_first($row->{first}, @found) if length $row->{first};
    push @wrong, check_said($row->{says}, $answer->{suggestion} // '');
    return @wrong;
}

sub check_row {
    my ($row) = @_;
    my $query  = $row->{query} =~ s/[⟦⟧]//gr =~ s/⟨(.*?)×(\d+)⟩/$1 x $2/ger;
    my $answer = ask($query, map { decode('UTF-8', $_) } shellwords(encode('UTF-8', $row->{options})));
    my @wrong =
        $row->{step} eq 'error' ? check_error($row, $answer)
      : $row->{step} eq 'any' ? ($answer->{exit} =~ /^[012]$/ ? () : "ended with $answer->{exit}")
      : $row->{step} eq 'ok' ? ($answer->{exit} =~ /^[01]$/ ? () : "ended with $answer->{exit}")
      :                        check_found($row, $answer);
    push @wrong, map { "it said: $_" } split /\n/, $answer->{said} if @wrong && length $answer->{said};
    return @wrong;
}

# The ways to type one query find the same articles in the same order, and some.
sub check_scripts {
    my ($note, @queries) = @_;
    my @answers = map { ask($_) } @queries;
    my @orders = map { join ' ', found($_) } @answers;
    my @wrong;
    for my $i (0 .. $#queries) {
        my $said = $answers[$i]{said} =~ s/\n/ | /gr;
        push @wrong, "$queries[$i]: ended with $answers[$i]{exit}: $said" if $answers[$i]{exit} ne '0';
        push @wrong, "$queries[$i]: got $orders[$i]", "$queries[0]: got $orders[0]" if $orders[$i] ne $orders[0];
        push @wrong, "$queries[$i]: step $answers[$i]{step}, not $answers[0]{step}"
            if ($answers[$i]{step} // '') ne ($answers[0]{step} // '');
    }
    return @wrong;
}

# ---- the tables ----

sub report {
    my ($name, @wrong) = @_;
    $name =~ s/#/\\#/g;
    $tests++;
    $failures++ if @wrong;
    print @wrong ? 'not ' : '', "ok $tests - $name\n";
    print STDERR map { "#   $_\n" } "$name", @wrong if @wrong;
}

# Blank lines and lines of a number sign and a blank are for readers.
sub rows_of {
    my ($name, $columns) = @_;
    my ($head, @lines) = read_lines("$tables/$name");
    die "$name: its first line is not “$columns”\n" if $head ne $columns;
    return map { [split /\t/, $_, -1] } grep { !/^(# |$)/ } @lines;
}

sub is_wanted { return !defined $only || index(join(' ', @_), $only) >= 0 }

sub run_queries {
    my @names = split /\t/, $columns;
    for my $cells (rows_of('queries.tsv', $columns)) {
        my %row;
        @row{@names} = map { $_ // '' } @$cells[0 .. $#names];
        next if !is_wanted($row{query}, $row{options});
        report(join(' ', grep { length } $row{query}, $row{options}), check_row(\%row));
    }
}

sub run_scripts {
    for my $cells (rows_of('scripts.tsv', "traditional\tsimplified\tfull width\tnote")) {
        my ($traditional, $simplified, $full, $note) = @$cells;
        next if !is_wanted($traditional);
        report("alike: $traditional", check_scripts($note, $traditional, $simplified, $full));
    }
}

system("$build/litsearch-index", '--quiet', '--db', $db, "$top/corpus/cards") == 0 or die "no index\n";
read_cards();
run_queries();
run_scripts();
say "1..$tests";
exit($failures ? 1 : 0);
