#!/usr/bin/perl
# The query language: every row of corpus/queries, asked of the sample cards. What the columns
# mean is said in corpus/queries/README.md. A failed row shows what is missing and what is extra.
use v5.30;
use strict;
use warnings;
use utf8;
use Encode qw(decode encode);
use File::Basename qw(dirname);
use File::Find qw(find);
use File::Temp qw(tempdir);
use Text::ParseWords qw(shellwords);
binmode $_, ':utf8' for *STDOUT, *STDERR;

my $top     = dirname(__FILE__) . '/../..';
my $build   = $ENV{BUILD} // "$top/build";
my $tables  = "$top/corpus/queries";
my $work    = tempdir(CLEANUP => 1);
my $db      = "$work/db";
my $only    = $ARGV[0] && decode('UTF-8', $ARGV[0]);
my ($tests, $failures) = (0, 0);
my (@keys, %key_of, @plain);

sub read_lines {
    my ($path) = @_;
    open my $file, '<:utf8', $path or die "$path: $!";
    chomp(my @lines = <$file>);
    return @lines;
}

# ---- the program ----

# The rows are about the words as typed, not about their translations.
sub read_help {
    open my $help, '-|', "$build/litsearch", '--help' or die "litsearch: $!";
    @plain = '--no-expand' if grep { /--no-expand/ } <$help>;
}

# What it answers: {exit, said, step, total, suggestion, ids}. No shell reads the query.
sub ask {
    my ($query, @options) = @_;
    my @words = length $query ? ('--', $query) : ();
    my @command = ("$build/litsearch", '--db', $db, qw(--format json --limit 100));
    push @command, @plain, @options, @words;
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

sub found { return map { $key_of{$_} // $_ } @{$_[0]{ids}} }

# ---- the cards and their short names ----

sub read_cards {
    my $add = sub {
        return if !-f;
        my $id = decode('UTF-8', $_) =~ s{^\Q$top\E/corpus/cards/}{}r;
        my ($name) = $id =~ m{([^/. ]+)[^/]*$};
        $key_of{$id} = $name =~ s/^clinical-ai-/ca-/r;
    };
    find({wanted => $add, no_chdir => 1}, "$top/corpus/cards");
    @keys = values %key_of;
}

# "is-04..06" or "llm-*" → keys.
sub keys_named {
    my ($name) = @_;
    my ($stem, $first, $last) = $name =~ /^(.*-)(\d+)\.\.(\d+)$/;
    my @names = $stem ? map { sprintf "$stem%02d", $_ } $first .. $last : $name;
    my $pattern = join '|', map { join '.*', map { quotemeta } split /\*/, $_, -1 } @names;
    my @named = grep { /^(?:$pattern)$/ } @keys;
    die "corpus/queries: not all cards are there: $name\n" if @named < @names;
    return @named;
}

# "* !ca-07", "is-02 is-04..06" → the set of keys.
sub expand {
    my ($text) = @_;
    my %set;
    for my $word (split ' ', $text eq 'none' ? '' : $text) {
        my ($out, $name) = $word =~ /^(!?)(.*)$/;
        my @named = keys_named($name);
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
    my $wide = () = $text =~ /\p{East_Asian_Width=Wide}|\p{East_Asian_Width=Fullwidth}/g;
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
    my $is_moot = $row->{step} =~ /corrected/ && $step ne 'corrected';
    my @wrong;
    push @wrong, "step: wanted $row->{step}, got $step" if $step !~ /^(?:$row->{step})$/;
    push @wrong, 'exit status: got ' . $answer->{exit} if $answer->{exit} ne (@found ? '0' : '1');
    push @wrong, differ('articles', $row->{articles}, @whole) if $row->{articles} && !$is_moot;
    push @wrong, differ('some', $row->{some}, @found) if $row->{some};
    push @wrong, check_first($row->{first}, @found);
    push @wrong, check_said($row->{says}, $answer->{suggestion} // '');
    return @wrong;
}

# Only that it ends, with one of these.
sub check_exit {
    my ($wanted, $answer) = @_;
    return $answer->{exit} =~ /^[$wanted]$/ ? () : "ended with $answer->{exit}";
}

sub check_row {
    my ($row) = @_;
    my $query   = $row->{query} =~ s/[⟦⟧]//gr =~ s/⟨(.*?)×(\d+)⟩/$1 x $2/ger;
    my @options = map { decode('UTF-8', $_) } shellwords(encode('UTF-8', $row->{options}));
    my $answer  = ask($query, @options);
    my @wrong =
        $row->{step} eq 'error' ? check_error($row, $answer)
      : $row->{step} eq 'any'   ? check_exit('012', $answer)
      : $row->{step} eq 'ok'    ? check_exit('01', $answer)
      :                           check_found($row, $answer);
    push @wrong, "it said: $_" for @wrong ? split /\n/, $answer->{said} : ();
    return @wrong;
}

# The ways to type one query find the same articles in the same order, and some.
sub check_alike {
    my @queries = @_;
    my @answers = map { ask($_) } @queries;
    my @wrong   = map { check_exit('0', $_) } @answers;
    my @orders  = map { join ' ', $_->{step} // 'no answer', found($_) } @answers;
    return @wrong if !grep { $_ ne $orders[0] } @orders;
    push @wrong, "it said: $_" for map { split /\n/, $_->{said} } @answers;
    return (@wrong, map { "$queries[$_]: $orders[$_]" } 0 .. $#queries);
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
    my @names = qw(query options step articles some first says note);
    for my $cells (rows_of('queries.tsv', join "\t", @names)) {
        my %row;
        @row{@names} = map { $_ // '' } @$cells[0 .. $#names];
        next if !is_wanted($row{query}, $row{options});
        report(join(' ', grep { length } $row{query}, $row{options}), check_row(\%row));
    }
}

sub run_scripts {
    for my $cells (rows_of('scripts.tsv', "traditional\tsimplified\tfull width\tnote")) {
        my @queries = @$cells[0 .. 2];
        report("alike: $queries[0]", check_alike(@queries)) if is_wanted(@queries);
    }
}

my @make = ("$build/litsearch-index", '--quiet', '--db', $db, "$top/corpus/cards");
system(@make) == 0 or die "no index\n";
read_help();
read_cards();
run_queries();
run_scripts();
say "1..$tests";
exit($failures ? 1 : 0);
