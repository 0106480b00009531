namespace ProdGap.Analyzers.AI.Clients;

/// <summary>
/// Models that their providers have shut down, or have said when they will: data and nothing else, read on 2026-11-30 where each row says. An analyzer
/// never looks at the clock: a row is moved from one list to the other when the package is made. A model of which no date is known is in neither.
/// </summary>
internal static class RetiredModels
{
    private static readonly Dictionary<string, RetiredModel> ById = new(StringComparer.Ordinal);

    static RetiredModels()
    {
        // OpenAI's page of deprecations, as copied on 2026-10-15.
        Add(ModelVendor.OpenAI, "2026-10-23", isGone: true, "gpt-3.5-turbo", "gpt-3.5-turbo-0125");
        Add(ModelVendor.OpenAI, "2026-10-23", isGone: true, "gpt-4", "gpt-4-0613", "gpt-4-1106-preview", "gpt-4-turbo", "gpt-4-turbo-2024-04-09", "gpt-4o-2024-05-13");
        Add(ModelVendor.OpenAI, "2026-10-23", isGone: true, "o1", "o1-2024-12-17", "o1-pro", "o1-pro-2025-03-19", "o3-mini", "o3-mini-2025-01-31", "o4-mini", "o4-mini-2025-04-16", "gpt-4.1-nano", "gpt-4.1-nano-2025-04-14");

        // OpenAI's page of deprecations as of 2025, written down from memory.
        Add(ModelVendor.OpenAI, "2024-01-04", isGone: true, "text-ada-001", "text-babbage-001", "text-curie-001", "text-davinci-001", "text-davinci-002", "text-davinci-003");
        Add(ModelVendor.OpenAI, "2024-09-13", isGone: true, "gpt-3.5-turbo-0301", "gpt-3.5-turbo-0613", "gpt-3.5-turbo-16k-0613");
        Add(ModelVendor.OpenAI, "2024-12-06", isGone: true, "gpt-4-vision-preview", "gpt-4-1106-vision-preview");
        Add(ModelVendor.OpenAI, "2025-06-06", isGone: true, "gpt-4-32k", "gpt-4-32k-0314", "gpt-4-32k-0613");
        Add(ModelVendor.OpenAI, "2025-07-14", isGone: true, "gpt-4.5-preview", "gpt-4.5-preview-2025-02-27");
        Add(ModelVendor.OpenAI, "2025-07-28", isGone: true, "o1-preview", "o1-preview-2024-09-12");
        Add(ModelVendor.OpenAI, "2025-10-27", isGone: true, "o1-mini", "o1-mini-2024-09-12");

        // The notice of a reseller.
        Add(ModelVendor.OpenAI, "2026-02-17", isGone: true, "chatgpt-4o-latest");

        // Lists of 2026-10-28 that quote OpenAI's page.
        Add(ModelVendor.OpenAI, "2026-12-11", isGone: false, "gpt-5", "gpt-5-mini", "gpt-5-nano", "gpt-5-pro", "o3", "o3-pro", "gpt-5-2025-08-07", "gpt-5-mini-2025-08-07", "gpt-5-nano-2025-08-07", "gpt-5-pro-2025-10-06", "o3-2025-04-16", "o3-pro-2025-06-10");
        Add(ModelVendor.OpenAI, "2027-01-14", isGone: false, "gpt-4o", "gpt-4o-mini", "gpt-4.1", "gpt-4.1-mini", "gpt-4o-2024-08-06", "gpt-4o-2024-11-20", "gpt-4o-mini-2024-07-18", "gpt-4.1-2025-04-14", "gpt-4.1-mini-2025-04-14");
        Add(ModelVendor.OpenAI, "2027-04-01", isGone: false, "gpt-5.1");

        // The release notes of Anthropic's documentation.
        Add(ModelVendor.Anthropic, "2025-10-28", isGone: true, "claude-3-5-sonnet-20240620", "claude-3-5-sonnet-20241022");

        // Anthropic's page of deprecations as of 2025, written down from memory.
        Add(ModelVendor.Anthropic, "2025-07-21", isGone: true, "claude-2.0", "claude-2.1", "claude-3-sonnet-20240229");

        // Articles and change logs that quote Anthropic's release notes.
        Add(ModelVendor.Anthropic, "2026-01", isGone: true, "claude-3-opus-20240229");
        Add(ModelVendor.Anthropic, "2026-02-19", isGone: true, "claude-3-7-sonnet-20250219");
        Add(ModelVendor.Anthropic, "2026-04-20", isGone: true, "claude-3-haiku-20240307");
        Add(ModelVendor.Anthropic, "2026-06-15", isGone: true, "claude-sonnet-4-20250514", "claude-opus-4-20250514");

        // The change log of Google's interface, written down from memory: the month alone.
        Add(ModelVendor.Google, "2025-09", isGone: true, "gemini-1.5-pro", "gemini-1.5-pro-002", "gemini-1.5-pro-latest", "gemini-1.5-flash", "gemini-1.5-flash-002", "gemini-1.5-flash-latest", "gemini-1.5-flash-8b");

        // The documentation of a library; Google's own page said "earliest February 2026" before.
        Add(ModelVendor.Google, "2026-06-01", isGone: true, "gemini-2.0-flash", "gemini-2.0-flash-001", "gemini-2.0-flash-lite", "gemini-2.0-flash-lite-001");

        // A list of 2026-11-10: requests are then answered by another model.
        Add(ModelVendor.Google, "2026-12-01", isGone: false, "gemini-2.5-flash", "gemini-2.5-pro");
    }

    /// <summary>The prefixes by which routers and lists tell vendors apart.</summary>
    private static readonly string[] Prefixes = ["openai/", "anthropic/", "google/", "models/"];

    /// <summary>All rows.</summary>
    public static IEnumerable<RetiredModel> All => ById.Values;

    /// <summary>The model with this id, as code writes it; null for one that is offered, and for any other text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isRouted">True where a router's prefix stands in front of the id.</param>
    public static RetiredModel? Find(string text, out bool isRouted)
    {
        isRouted = false;

        // The cheap part of the question, which nearly all texts end at.
        if (text.Length is < 2 or > 48 || text[0] is not ('g' or 'o' or 'c' or 't' or 'a' or 'm'))
        {
            return null;
        }

        foreach (var prefix in Prefixes)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                isRouted = prefix != "models/";
                text = text.Substring(prefix.Length);
                break;
            }
        }

        return ById.TryGetValue(text, out var found) ? found : null;
    }

    private static void Add(ModelVendor vendor, string date, bool isGone, params string[] ids)
    {
        foreach (var id in ids)
        {
            ById.Add(id, new(id, vendor, date, isGone));
        }
    }
}

/// <summary>Who offers, or offered, a model.</summary>
internal enum ModelVendor
{
    OpenAI,
    Anthropic,
    Google,
}

/// <summary>A model that is no longer offered, or will not be.</summary>
internal sealed class RetiredModel(string id, ModelVendor vendor, string date, bool isGone)
{
    public string Id { get; } = id;

    public ModelVendor Vendor { get; } = vendor;

    /// <summary>The day on which it was, or is to be, shut down; the month alone where no more is known.</summary>
    public string Date { get; } = date;

    /// <summary>True for one that had been shut down when the package was made.</summary>
    public bool IsGone { get; } = isGone;
}
