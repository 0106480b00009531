using System.Collections.Immutable;
using ProdGap.Analyzers.Tasks.Baseline;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Known;

/// <summary>Findings that the baseline does not know.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="Known">So many of the kind are known.</param>
/// <param name="Found">So many are there.</param>
/// <param name="Findings">The surplus.</param>
internal sealed record Surplus(Kind Kind, int Known, int Found, ImmutableArray<Finding> Findings);

/// <summary>A line of the baseline that knows more than there is.</summary>
/// <param name="Entry">The line.</param>
/// <param name="Found">So many are there.</param>
internal sealed record Stale(BaselineEntry Entry, int Found);

/// <summary>A line whose findings stand in another member or project now.</summary>
/// <param name="From">The line.</param>
/// <param name="To">Where they stand now.</param>
/// <param name="Path">In which file.</param>
internal sealed record Move(BaselineEntry From, Kind To, string Path);

/// <summary>A baseline beside what there is.</summary>
/// <param name="New">What it does not know, by place.</param>
/// <param name="Stale">What it knows and is not there, in order.</param>
/// <param name="Moves">What it knows elsewhere. A move is neither new nor stale.</param>
internal sealed record Comparison(ImmutableArray<Surplus> New, ImmutableArray<Stale> Stale, ImmutableArray<Move> Moves)
{
    /// <summary>Compares.</summary>
    public static Comparison Of(IEnumerable<BaselineEntry> entries, Measured measured)
    {
        var known = entries.ToDictionary(static entry => new Kind(entry.Project, entry.Member, entry.Rule, entry.Key));
        var surplus = measured.Amounts
            .Select(entry => (Kind: entry.Key, Amount: entry.Value, Known: known.TryGetValue(entry.Key, out var line) ? line.Count : 0))
            .Where(static entry => entry.Amount.Count > entry.Known)
            .Select(static entry => new Surplus(entry.Kind, entry.Known, entry.Amount.Count, [.. entry.Amount.Findings.Skip(entry.Known)]))
            .ToList();
        var stale = known.Where(entry => measured.Knows(entry.Key.Project) && entry.Value.Count > measured.CountOf(entry.Key))
            .OrderBy(static entry => entry.Key)
            .Select(entry => new Stale(entry.Value, measured.CountOf(entry.Key)))
            .ToList();
        var moves = Moved(surplus, stale);
        return new(
            [.. surplus.Where(entry => moves.TrueForAll(move => move.To != entry.Kind)).OrderBy(static entry => entry.Findings[0], Finding.ByPlace)],
            [.. stale.Where(entry => moves.TrueForAll(move => move.From != entry.Entry))],
            [.. moves]);
    }

    /// <summary>
    /// The same code, as often, in another member of the file or in the same member of another project, with one candidate on each side.
    /// Where there are more, nobody can tell, and nothing is guessed.
    /// </summary>
    private static List<Move> Moved(List<Surplus> surplus, List<Stale> stale)
    {
        var moves = new List<Move>();
        Match(static (line, now) => line.Project == now.Kind.Project && line.Path == now.Findings[0].Path);
        Match(static (line, now) => line.Member == now.Kind.Member && line.Project != now.Kind.Project);
        return moves;

        void Match(Func<BaselineEntry, Surplus, bool> isMove)
        {
            var arrived = surplus.Where(entry => entry.Known == 0 && moves.TrueForAll(move => move.To != entry.Kind)).ToLookup(static entry => (entry.Kind.Rule, entry.Kind.Key, entry.Found));
            var left = stale.Where(entry => entry.Found == 0 && moves.TrueForAll(move => move.From != entry.Entry)).ToLookup(static entry => (entry.Entry.Rule, entry.Entry.Key, entry.Entry.Count));
            foreach (var group in left)
            {
                foreach (var line in group)
                {
                    var candidates = arrived[group.Key].Where(now => isMove(line.Entry, now)).Take(2).ToList();
                    if (candidates is [var only] && group.Count(other => isMove(other.Entry, only)) == 1)
                    {
                        moves.Add(new(line.Entry, only.Kind, only.Findings[0].Path));
                    }
                }
            }
        }
    }
}
