# A row of the table of bench/http: awk -v name=NAME -v label=LABEL -v hertz=HERTZ -f http_table.awk LOADS
# LOADS has name, requests, failures, seconds, requests a second, microseconds (p50, p90, p99, most),
# bytes, and the server's clock ticks.

BEGIN { FS = "\t" }

$1 == name {
    n++
    requests += $2; failures += $3; bytes += $10; ticks += $11
    for (i = 5; i <= 8; i++) values[i, n] = $i + 0
    if ($9 > most) most = $9
}

function median(column,    i, j, held) {
    for (i = 1; i <= n; i++) sorted[i] = values[column, i]
    for (i = 2; i <= n; i++)
        for (j = i; j > 1 && sorted[j - 1] > sorted[j]; j--) {
            held = sorted[j]; sorted[j] = sorted[j - 1]; sorted[j - 1] = held
        }
    return (sorted[int((n + 1) / 2)] + sorted[int((n + 2) / 2)]) / 2
}

END {
    printf "%-24s %7.0f %7d %8.2f %8.2f %8.2f %8.2f %8.2f %8.1f\n", label, median(5), failures,
        median(6) / 1e3, median(7) / 1e3, median(8) / 1e3, most / 1e3,
        ticks / hertz / requests * 1e3, bytes / requests / 1e3
}
