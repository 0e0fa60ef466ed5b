#!/usr/bin/env bash
# Bootstraps the cluster-growth framework by Latent and by R's lavaan, on the
# same model and file, one after the other, and prints the ratios: of the
# analysis itself (fit, replicates, intervals; neither program's start), and of
# the whole command. Needs R with lavaan (Debian: r-cran-lavaan). lavaan takes
# some minutes.
# Usage, from the top folder: Benchmarks/lavaan/bootstrap.sh [REPLICATES]
set -euo pipefail
replicates=${1:-1000}
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
swift build -c release >&2
products=$(swift build -c release --show-bin-path)
latent=$products/latent
folder=Models/cluster-growth
# lavaan reads the expanded model; front matter and comments left out.
"$latent" parse "$folder/framework.lav" --expand true >"$directory/model.lav"
run() {
  local start end
  start=$(date +%s%N)
  "$latent" bootstrap "$directory/model.lav" "$folder/firms.csv" \
    --bootstrap "$replicates" --threads "$1" --format json \
    --output "$directory/latent.json"
  end=$(date +%s%N)
  echo "$1 $(((end - start) / 1000))"
}
{
  "$products/LatentBenchmarks" bootstrap-study "$replicates"
  for threads in 1 1 1 2 2 2; do run "$threads"; done |
    sort -n | awk '{ if (!($1 in best)) best[$1] = $2 }
      END { for (t in best) printf "command %d %.4f\n", t, best[t] / 1e6 }'
  Rscript "$(dirname "$0")/bootstrap.R" "$directory/model.lav" \
    "$folder/firms.csv" "$replicates"
} | tee "$directory/times"
awk '{ time[$1, $2] = $3 }
     END {
       for (cores = 1; cores <= 2; cores++)
         printf("%d core(s): lavaan %.1f s; latent %.4f s, ratio %.0f; "\
           "whole command %.3f s, ratio %.0f\n",
           cores, time["lavaan", cores], time["latent", cores],
           time["lavaan", cores] / time["latent", cores],
           time["command", cores],
           time["lavaan", cores] / time["command", cores])
       printf("lavaan on 1 core, its default, latent on 2: ratio %.0f; "\
         "whole command %.0f\n", time["lavaan", 1] / time["latent", 2],
         time["lavaan", 1] / time["command", 2])
     }' "$directory/times"
