#!/bin/sh
# Makes every reference.json anew; with arguments, those of the named cases.
cd "$(dirname "$0")/.." || exit 1
[ $# -gt 0 ] || set -- */
status=0
for folder in "$@"; do
  [ -f "$folder/reference.R" ] || continue
  (cd "$folder" && Rscript reference.R) || { echo "FAILED: $folder"; status=1; }
done
exit $status
