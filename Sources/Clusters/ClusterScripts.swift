/// The scripts of a cluster folder: POSIX shell, with paths from the folder, so
/// that it can be copied to another machine.
package struct ClusterScripts: Sendable {
  private let manifest: ClusterManifest
  private let program: String

  /// Describes scripts.
  ///
  /// - Parameters:
  ///   - manifest: The folder's manifest.
  ///   - program: The path of the command.
  package init(_ manifest: ClusterManifest, program: String) {
    self.manifest = manifest
    self.program = program
  }

  /// The scripts' names and texts.
  package var files: [(name: String, text: String)] {
    [
      ("settings.sh", settings), ("shard.sh", shard), ("submit.sh", submit),
      ("array.sbatch", array), ("merge.sbatch", merge), ("local.sh", local),
    ]
  }

  private var settings: String {
    """
    # Read by the other scripts: change it as your cluster needs it.

    # The command. Every node must have it at this path, in this version.
    LATENT=${LATENT:-\(Self.quoted(program))}

    # Further options of sbatch, for shards and the merge.
    SBATCH_OPTIONS='\(manifest.resources.options)'

    # What makes the command run, such as: module load openblas

    """
  }

  /// A word of a shell's assignment.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.allSatisfy {
      $0.isLetter || $0.isNumber || "-_./+".contains($0)
    }
    return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }

  private var shard: String {
    """
    #!/bin/sh
    # Carries out one shard: sh shard.sh 3. A shard that was stopped goes on; one
    # that is done stays as it is.
    cd "$(dirname "$0")" || exit 2
    . ./settings.sh
    export OPENBLAS_NUM_THREADS=1
    rm -f "shards/$1.exit"
    "$LATENT" cluster run . "$1"
    code=$?
    [ "$code" -eq 0 ] || printf '%s\\n' "$code" >"shards/$1.exit"
    exit "$code"

    """
  }

  private var submit: String {
    let groups = TaskGroups.groups(
      Array(1...manifest.shards), limit: manifest.resources.arrayLimit
    ).joined(separator: " ")
    return """
      #!/bin/sh
      # Submits shards as arrays, and the merge, which waits for their ends.
      # sh submit.sh              all shards
      # sh submit.sh 0:3,7-9      some, as `latent cluster resume` names them: the
      #                           offset of an array, a colon, its tasks
      set -eu
      cd "$(dirname "$0")"
      . ./settings.sh
      [ "$#" -gt 0 ] || set -- \(groups)
      after=
      for group in "$@"; do
        offset=${group%%:*}
        tasks=${group#*:}
        job=$(sbatch --parsable --array="$tasks" \\
          --export="ALL,LATENT_OFFSET=$offset" $SBATCH_OPTIONS array.sbatch)
        job=${job%%;*}
        printf '%s %s %s\\n' "$job" "$offset" "$tasks" >>jobs.txt
        after="$after:$job"
      done
      job=$(sbatch --parsable --dependency="afterany$after" \\
        $SBATCH_OPTIONS merge.sbatch)
      printf '%s merge\\n' "${job%%;*}" >>jobs.txt
      printf 'Submitted: %s\\n' "$*"

      """
  }

  private var array: String {
    """
    #!/bin/sh
    #SBATCH --job-name=latent
    #SBATCH --ntasks=1
    #SBATCH --cpus-per-task=\(manifest.resources.cores)
    #SBATCH --mem=\(manifest.resources.memory)
    #SBATCH --time=\(manifest.resources.time)
    #SBATCH --output=logs/%A-%a.log
    cd "$SLURM_SUBMIT_DIR" || exit 2
    exec sh shard.sh $((SLURM_ARRAY_TASK_ID + LATENT_OFFSET))

    """
  }

  private var merge: String {
    """
    #!/bin/sh
    #SBATCH --job-name=latent-merge
    #SBATCH --ntasks=1
    #SBATCH --mem=\(manifest.resources.memory)
    #SBATCH --time=\(manifest.resources.time)
    #SBATCH --output=logs/merge.log
    cd "$SLURM_SUBMIT_DIR" || exit 2
    . ./settings.sh
    exec "$LATENT" cluster merge .

    """
  }

  private var local: String {
    """
    #!/bin/sh
    # Carries out all shards on this machine, and merges them, without Slurm:
    # sh local.sh [JOBS]. What is done is not done again.
    # By GNU parallel: seq \(manifest.shards) | parallel -j 4 sh shard.sh, then
    # latent cluster merge .
    cd "$(dirname "$0")" || exit 2
    . ./settings.sh
    jobs=${1:-$(getconf _NPROCESSORS_ONLN)}
    first=1
    while [ "$first" -le "$jobs" ]; do
      (
        shard=$first
        while [ "$shard" -le \(manifest.shards) ]; do
          sh shard.sh "$shard" >>"logs/$shard.log" 2>&1
          shard=$((shard + jobs))
        done
      ) &
      first=$((first + 1))
    done
    wait
    exec "$LATENT" cluster merge .

    """
  }
}
