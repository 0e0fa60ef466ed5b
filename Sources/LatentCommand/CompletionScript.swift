import RequestSettings

/// The scripts by which shells complete the words of `latent`.
///
/// The scripts know nothing: they ask the command itself, which answers by
/// `CompletionCandidates` in a few milliseconds.
enum CompletionScript {
  /// The first word by which a script asks.
  static let request = "---complete"

  /// The script for a shell.
  ///
  /// - Parameter shell: The shell's name.
  /// - Returns: The script.
  /// - Throws: `InputError` for another shell.
  static func text(shell: String) throws -> String {
    switch shell.split(separator: "/").last.map(String.init) ?? shell {
    case "bash": return bash
    case "zsh": return zsh
    case "fish": return fish
    default:
      throw InputError.unknown("shell", shell, among: ["bash", "zsh", "fish"])
    }
  }

  /// Bash cuts words at `=` and `:`; the words that the command sees are
  /// whole again, and what it answers is cut the same way.
  ///
  /// Bash puts an answer into the line as it is, so that what is more than
  /// plain letters is quoted; the other shells quote by themselves.
  private static let bash = #"""
    # Completion of latent for bash.
    _latent() {
      local line=${COMP_LINE:0:COMP_POINT} kind='' candidate
      local word=${COMP_WORDS[COMP_CWORD]}
      local -a words=() answer=()
      read -ra words <<<"$line"
      [[ $line == *[[:space:]] ]] && words+=('')
      mapfile -t answer < <("${COMP_WORDS[0]}" ---complete \
        "${words[@]:1}" 2>/dev/null)
      kind=${answer[0]:-files}
      COMPREPLY=()
      # What of the last word stands before the part that bash completes.
      local last=${words[-1]} lead
      [[ $word == [=:] ]] && word=''
      lead=${last%"$word"}
      for candidate in "${answer[@]:1}"; do
        candidate=${candidate%%$'\t'*}
        [[ $candidate == "$last"* ]] || continue
        candidate=${candidate#"$lead"}
        # Names of columns come from files: none may be read as a command.
        [[ $candidate =~ ^[[:alnum:]_.,:=+@/-]*$ ]] \
          || printf -v candidate '%q' "$candidate"
        COMPREPLY+=("$candidate")
      done
      if [[ $kind == files ]]; then
        compopt -o filenames 2>/dev/null
        local part=${last#--*=}
        part=${part##*,}
        local before=${last%"$part"}
        while IFS= read -r candidate; do
          candidate=$before$candidate
          COMPREPLY+=("${candidate#"$lead"}")
        done < <(compgen -f -- "$part")
      elif [[ $kind == open ]]; then
        compopt -o nospace 2>/dev/null
      fi
    }
    complete -F _latent latent

    """#

  private static let zsh = #"""
    #compdef latent
    # Completion of latent for zsh.
    _latent() {
      local -a answer candidates
      answer=("${(@f)$("${words[1]}" ---complete \
        "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
      local kind=${answer[1]:-files} line
      for line in "${(@)answer[2,-1]}"; do
        [[ -n $line ]] && candidates+=("${${line//:/\\:}/$'\t'/:}")
      done
      if (( $#candidates )); then
        if [[ $kind == open ]]; then
          _describe -t values value candidates -S ''
        else
          _describe -t values value candidates
        fi
      fi
      if [[ $kind == files ]]; then
        compset -P '--*='
        compset -P '*,'
        _files
      fi
    }
    if [[ ${funcstack[1]} == _latent ]]; then
      _latent "$@"
    else
      compdef _latent latent
    fi

    """#

  private static let fish = #"""
    # Completion of latent for fish.
    function __latent_answer
      set -l words (commandline -opc) (commandline -ct)
      set -l answer ($words[1] ---complete $words[2..-1] 2>/dev/null)
      for line in $answer[2..-1]
        echo $line
      end
      if test "$answer[1]" = files
        # A path may stand after `--option=`.
        set -l parts (string match -r '^(--[^=]*=)?(.*)$' -- (commandline -ct))
        for path in (__fish_complete_path $parts[3])
          echo $parts[2]$path
        end
      end
    end
    complete -c latent -f -a '(__latent_answer)'

    """#
}
