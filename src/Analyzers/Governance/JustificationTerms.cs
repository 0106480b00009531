using System.Collections.Immutable;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Core.Waivers;

namespace ProdGap.Analyzers.Governance;

/// <summary>What a suppression has to say.</summary>
/// <param name="required">What it must name beside its reason.</param>
/// <param name="today">The day on which a last day is judged; empty to judge none, since a build reads no clock.</param>
internal sealed class JustificationTerms(ImmutableArray<string> required, string? today)
{
    /// <summary>What is missing, as it stands behind "is switched off here"; null if one of the texts says enough.</summary>
    /// <param name="id">The rule.</param>
    /// <param name="texts">The texts beside the suppression, the nearest first.</param>
    public string? Lack(string id, ImmutableArray<string> texts)
    {
        string? first = null;
        foreach (var text in texts)
        {
            var lack = Lack(id, WaiverNote.Of(text, id));
            if (lack is null)
            {
                return null;
            }

            // Of two texts that both lack something, the one with a reason is the one that is meant.
            first = first is null or NoReason ? lack : first;
        }

        return first ?? NoReason;
    }

    private const string NoReason = "without a reason";

    private string? Lack(string id, WaiverNote note)
        => !WaiverReason.Says(note.Reason, TitleOf(id)) ? NoReason
            : note.Owner.Length == 0 && Requires("owner") ? "without an owner"
            : note.Until.Length == 0 ? Requires("until") ? "without a last day" : null
            : !WaiverDate.IsOne(note.Until) ? $"until '{note.Until}', which is no day"
            : today is { Length: > 0 } && WaiverDate.IsOver(note.Until, today.Trim()) ? $"until {note.Until}, which is over"
            : null;

    private bool Requires(string word) => !required.IsDefaultOrEmpty && required.Contains(word, StringComparer.OrdinalIgnoreCase);

    private static string TitleOf(string id) => AllRules.Value.FirstOrDefault(rule => rule.Descriptor.Id == id)?.Descriptor.Title.ToString() ?? "";
}
