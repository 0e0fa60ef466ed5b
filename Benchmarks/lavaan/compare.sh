#!/usr/bin/env bash
# Runs Latent and R's lavaan on the same files, one after the other, and
# prints the ratios. Needs R with lavaan (Debian: r-cran-lavaan).
# Usage, from the top folder: Benchmarks/lavaan/compare.sh
set -euo pipefail
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
swift build -c release --product LatentBenchmarks >&2
bench=$(swift build -c release --show-bin-path)/LatentBenchmarks
"$bench" export "$directory"
"$bench" | tee "$directory/latent.txt"
Rscript "$(dirname "$0")/lavaan.R" "$directory" | tee "$directory/lavaan.txt"
echo
printf '%-22s %10s %12s %8s\n' case latent_ms lavaan_ms ratio
awk 'NR == FNR { if (FNR > 1) own[$1] = $2; next }
     { name = $1; sub(/\*$/, "", name)
       printf "%-22s %10.4f %12.1f %8.0f\n", $1, own[name], $2, $2 / own[name] }' \
  "$directory/latent.txt" "$directory/lavaan.txt"
if grep -q '[*]' "$directory/lavaan.txt"; then
  echo '* lavaan without standard errors and test, for want of memory; Latent with.'
fi
