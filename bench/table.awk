# Tables of what bench/measure printed: awk -v kind=build|cold [-v ours=NAME -v floor=NAME] -f table.awk FACTS RUNS
# FACTS has one line a row of the table, in order:
#   build: name, label, cards, bytes of the cards, bytes of the index, name it is compared with
#   cold:  name, label, articles found
# RUNS is measure's output: name, CPU and wall microseconds, peak KiB.

BEGIN { FS = "\t" }

FNR == NR { order[++rows] = $1; for (i = 2; i <= NF; i++) fact[$1, i] = $i; next }

{ n = ++count[$1]; cpu[$1, n] = $2; wall[$1, n] = $3; if ($4 > peak[$1]) peak[$1] = $4 }

# The values of one name in order, in sorted[1..n]; shell sort, for any awk.
function sort_values(values, name, n,    i, j, gap, held) {
    for (i = 1; i <= n; i++) sorted[i] = values[name, i] + 0
    for (gap = int(n / 2); gap > 0; gap = int(gap / 2))
        for (i = gap + 1; i <= n; i++) {
            held = sorted[i]
            for (j = i; j > gap && sorted[j - gap] > held; j -= gap) sorted[j] = sorted[j - gap]
            sorted[j] = held
        }
}

function measure_values(values, name,    n) {
    n = count[name]
    sort_values(values, name, n)
    least = sorted[1]; most = sorted[n]
    median = (sorted[int((n + 1) / 2)] + sorted[int((n + 2) / 2)]) / 2
}

# Of the values measured last: how wide they are. Of many runs a few slow ones say little.
function note_noise(name,    n, trim) {
    n = count[name]; trim = n >= 20 ? int(n / 10) : 0
    if (sorted[1 + trim] > 0 && sorted[n - trim] / sorted[1 + trim] > widest)
        widest = sorted[n - trim] / sorted[1 + trim]
}

function print_build(name,    cards) {
    cards = fact[name, 3]
    measure_values(wall, name); wall_median = median
    measure_values(cpu, name); note_noise(name)
    per_card[name] = median / cards
    printf "%-34s %6d %7.2f %7.2f %7.2f %7.2f %7.0f %7.0f %7.2f %7s\n", fact[name, 2], cards,
        least / 1e6, median / 1e6, most / 1e6, wall_median / 1e6, cards / median * 1e6,
        peak[name] / 1024, fact[name, 5] / fact[name, 4],
        fact[name, 6] == "" ? "" : sprintf("%.2f", per_card[fact[name, 6]] / per_card[name])
}

function print_cold(name,    against) {
    measure_values(cpu, name); cpu_median[name] = median
    line = sprintf("%7.2f %7.2f %7.2f", least / 1e3, median / 1e3, most / 1e3)
    measure_values(wall, name); wall_median_of[name] = median
    if (name == floor) note_noise(name) # always the same work, whatever the queries
    against = name != ours && (ours in cpu_median)
    printf "  %-18s %7s %s %8.2f %7.2f %7.2f %7s %7s\n", fact[name, 2], fact[name, 3], line,
        least / 1e3, median / 1e3, most / 1e3,
        against ? sprintf("%.2f", cpu_median[ours] / cpu_median[name]) : "",
        against ? sprintf("%.2f", wall_median_of[ours] / median) : ""
}

END {
    if (kind == "build") {
        printf "%-34s %6s %23s %7s %7s %7s %7s %7s\n", "", "", "------- CPU s -------", "wall s",
            "cards", "peak", "index/", "CPU of"
        printf "%-34s %6s %7s %7s %7s %7s %7s %7s %7s %7s\n", "", "cards", "min", "median", "max",
            "median", "/CPU s", "MiB", "source", "ours/it"
    } else {
        printf "  %-18s %7s %23s %24s %15s\n", "", "", "------- CPU ms ------",
            "------ wall ms -------", "- ours/it -"
        printf "  %-18s %7s %7s %7s %7s %8s %7s %7s %7s %7s\n", "", "found", "min", "median", "max",
            "min", "median", "max", "CPU", "wall"
    }
    for (i = 1; i <= rows; i++)
        if (kind == "build") print_build(order[i]); else print_cold(order[i])
    if (widest > 1.3 && kind == "build")
        printf "Noisy machine: the slowest round took %.1f times the fastest. Trust ratios only.\n", widest
    if (widest > 1.5 && kind == "cold")
        printf "  Noisy machine: the floor itself, a tenth trimmed, spreads %.1f times.\n", widest
}
