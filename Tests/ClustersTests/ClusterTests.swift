import Testing

@testable import Clusters

private func manifest(
  _ work: ClusterManifest.Work = .montecarlo, shards: Int = 3
) -> ClusterManifest {
  ClusterManifest(
    version: "1.2.3", work: work, arguments: ["study.yaml"],
    merging: ["--format", "json"], replicates: 10, sets: 2, shards: shards,
    output: "results.json", resources: ClusterResources(),
    files: [.init(name: "study.yaml", bytes: [1, 2, 3])])
}

@Suite("Clusters")
struct ClusterTests {
  @Test func shardsHoldEveryReplicateOnce() {
    for (total, count) in [(10, 3), (2, 5), (1000, 7), (7, 7)] {
      let all = (1...count).flatMap {
        Array(Shard($0, of: count).replicates(of: total))
      }
      #expect(all == Array(1...total))
    }
  }

  @Test func manifestsReadBack() {
    let own = manifest()
    #expect(ClusterManifest(own.bytes) == own)
    #expect(ClusterManifest(Array("{}".utf8)) == nil)
    #expect(ClusterManifest(Array(own.bytes.dropLast(9))) == nil)
    var wrong = own
    wrong.shards = 11
    #expect(ClusterManifest(wrong.bytes) == nil)
    // FNV-1a of the bytes 1, 2, 3, by Python.
    #expect(own.files[0].hash == "fnv1a64:d0aa6218672cf5ab")
  }

  @Test func commandsDivideReplicates() {
    #expect(
      manifest().command(of: 2) == [
        "montecarlo", "study.yaml", "--threads", "1", "--shard", "2/3",
        "--replicates-file", "shards/2.csv", "--output", "/dev/null",
      ])
    #expect(manifest().count(of: 1) == 8)
    #expect(
      manifest(.bootstrap).command(of: 3).contains("8-10"))
    #expect(
      manifest(shards: 2).mergeCommand == [
        "montecarlo", "study.yaml", "--format", "json", "--merge",
        "shards/1.csv,shards/2.csv", "--output", "results.json",
      ])
  }

  @Test(arguments: [
    ([1, 2, 3, 4, 5], 1000, ["0:1-5"]),
    ([3, 7, 8, 9], 1000, ["0:3,7-9"]),
    ([2, 3, 4, 5, 9], 3, ["0:2-3", "3:1-2", "6:3"]),
    ([1000, 1001], 1000, ["0:1000", "1000:1"]),
  ])
  func arraysKeepToTheLimit(shards: [Int], limit: Int, groups: [String]) {
    #expect(TaskGroups.groups(shards, limit: limit) == groups)
    var found: [Int] = []
    for group in groups {
      let parts = group.split(separator: ":")
      found += (TaskGroups.numbers(parts[1]) ?? []).map {
        $0 + (Int(parts[0]) ?? 0)
      }
    }
    #expect(found == shards)
  }

  /// What Slurm 22.05 prints.
  @Test func slurmIsRead() {
    var tasks = SlurmTasks("12 0 1-3\n12 merge\n15 0 2-4\n16 3 1,3\nodd\n")
    #expect(tasks.jobs == [12, 12, 15, 16])
    tasks.takeQueue("15 2 RUNNING\n15 4 PENDING\n17 N/A PENDING\n")
    tasks.takeAccounts("12_1|COMPLETED\n12_2|FAILED\n15_3|CANCELLED by 0\n")
    tasks.takeJobs(
      "JobId=18 ArrayJobId=16 ArrayTaskId=1 JobName=latent UserId=root(0) "
        + "JobState=TIMEOUT Reason=TimeLimit\n"
        + "JobId=16 ArrayJobId=16 ArrayTaskId=3-9 JobState=PENDING\n")
    #expect(tasks.state(of: 1) == "COMPLETED")
    // The last task counts.
    #expect(tasks.state(of: 2) == "RUNNING")
    #expect(tasks.state(of: 3) == "CANCELLED")
    // Shard 4 was submitted twice, the second time by another array.
    #expect(tasks.state(of: 4) == "TIMEOUT")
    #expect(tasks.state(of: 6) == nil)
    #expect(tasks.state(of: 9) == nil)
  }

  @Test func statesAreJudged() {
    func state(_ change: (inout ShardState.Signs) -> Void) -> ShardState {
      var signs = ShardState.Signs()
      change(&signs)
      return ShardState(signs)
    }
    #expect(state { _ in } == .missing)
    #expect(state { $0.isBegun = true } == .stopped)
    #expect(
      state {
        $0.isWhole = true
        $0.exitCode = 1
      } == .done)
    #expect(state { $0.isWritten = true } == .running)
    #expect(state { $0.exitCode = 137 } == .failed("exit code 137"))
    #expect(
      state {
        $0.task = "RUNNING"
        $0.exitCode = 1
      } == .running)
    #expect(state { $0.task = "PENDING" } == .waiting)
    #expect(state { $0.task = "OUT_OF_MEMORY" } == .failed("OUT_OF_MEMORY"))
    #expect(
      state {
        $0.task = "FAILED"
        $0.exitCode = 2
      } == .failed("exit code 2"))
    #expect(state { $0.task = "COMPLETED" } == .failed("COMPLETED"))
    #expect(ShardState.missing.needsWork && !ShardState.running.needsWork)
  }

  @Test func optionsOfSlurmAreChecked() {
    #expect(ClusterResources.isTime("1-02:00:00"))
    #expect(!ClusterResources.isTime("an hour"))
    #expect(!ClusterResources.isTime(""))
    #expect(ClusterResources.isMemory("2G") && ClusterResources.isMemory("900"))
    #expect(!ClusterResources.isMemory("2GB"))
    #expect(!ClusterResources.isMemory("G"))
    #expect(!ClusterResources.isName("a b") && !ClusterResources.isName("'"))
    #expect(!ClusterResources.isName("--help"))
  }

  @Test func scriptsHaveWhatTheFolderNeeds() throws {
    var own = manifest()
    own.resources.partition = "short"
    own.resources.memory = "3G"
    let files = ClusterScripts(own, program: "/opt/it's/latent").files
    let texts = Dictionary(
      uniqueKeysWithValues: files.map { ($0.name, $0.text) })
    #expect(
      try #require(texts["settings.sh"])
        .contains("LATENT=${LATENT:-'/opt/it'\\''s/latent'}"))
    #expect(
      try #require(texts["settings.sh"])
        .contains("SBATCH_OPTIONS='--partition=short'"))
    #expect(try #require(texts["array.sbatch"]).contains("--mem=3G"))
    #expect(try #require(texts["submit.sh"]).contains("|| set -- 0:1-3"))
  }
}
