using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Configuration;
using ProdGap.Analyzers.Security.Secrets.Formats;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>Flags a credential that is written in a configuration file beside the project, at its value.</summary>
public sealed class PG1002SecretInConfiguration : SecurityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1002",
        "Secret in configuration",
        "{0} holds {1} in plain text; move it to user secrets, an environment variable or a vault, and rotate it",
        "Anyone who can read the repository, the image or the server's disk has the credential, and it stays in the history after it is deleted from the file.",
        item: ChecklistItem.Secrets,
        tags: ["CWE-798", "CWE-312", "CWE-260"]);

    private static readonly SettingsFinding Finding = new(Gap);

    private static readonly Option<Confidence> Minimum = Option.Choice(
        "PG1002.minimum_confidence", Confidence.Medium, "How sure the rule must be that a value is a credential; `low` adds well-known test values and local defaults.");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Minimum];

    internal override void Register(RuleActions actions) => actions.OnAdditionalFile(context => Read(context, actions.Known));

    private static void Read(AdditionalFileAnalysisContext context, KnownTypes known)
    {
        var file = context.AdditionalFile;
        if (SettingsFinding.TextOf(context, out var read) is { } text)
        {
            var minimum = Minimum.In(context.Options, file);
            // What no user of the product runs on is one to look at, not one to stop for.
            var ships = !known.IsTestCode && ConfigurationFile.Ships(file.Path);
            var keys = new List<string>();
            var found = new List<(ConfigurationValue Setting, Confidence Confidence, string What)>();
            read(text.ToString(), setting =>
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                keys.Add(setting.Key);
                var confidence = Judge(setting, out var what);
                if (confidence != Confidence.None && confidence >= minimum)
                {
                    found.Add((setting, confidence, what));
                }
            });
            foreach (var (setting, confidence, what) in found)
            {
                Finding.Report(context, text, setting.Span, Shown(setting), ships && confidence > Confidence.Low && !MayBeRead(setting, keys, text), Shown(setting), what);
            }
        }
    }

    /// <summary>True for the address of an error tracker without a secret half: whoever has it can report errors, and read none.</summary>
    private static bool IsHalf(string value)
        => SecretFormats.Find(value)?.Format.Name == "Sentry DSN"
            && value.IndexOf('@') is > 0 and var at
            && value.IndexOf(':', value.IndexOf("://", StringComparison.Ordinal) + 3) is var colon
            && (colon < 0 || colon > at);

    /// <summary>True for a key that every browser gets, for the address of an error tracker, and for a credential that the file itself says may be read: one to look at.</summary>
    private static bool MayBeRead(in ConfigurationValue setting, List<string> keys, SourceText text)
    {
        var key = setting.Key;
        var section = key.Substring(0, key.LastIndexOf(':') + 1);
        return IsHalf(setting.Value) || BrowserKey.Is(key, SecretFormats.Find(setting.Value)?.Format.Name, setting.Value, section.Length == 0 ? [] : keys.Where(other => other != key && other.StartsWith(section, StringComparison.OrdinalIgnoreCase)).Select(other => other.Substring(section.Length)))
            || HarmlessComment.IsAt(text, setting.Span);
    }

    /// <summary>How sure it is that a value is a credential, by the strongest evidence there is, and what to call it.</summary>
    private static Confidence Judge(in ConfigurationValue setting, out string what)
    {
        what = "";
        if (setting.Value.Length == 0)
        {
            return Confidence.None;
        }

        // What a compose file runs on where the variable is not set.
        var value = WithDefaults(setting.Value);
        if (SecretFormats.Find(value) is { } match)
        {
            what = WithArticle(match.Format.Name);
            return match.Confidence;
        }

        var confidence = SecretClassifier.JudgeConnectionString(value, out _, out _);
        if (confidence != Confidence.None)
        {
            what = "a connection string with a password";
            return confidence;
        }

        // An environment variable writes the colon of a key as two underscores.
        var key = setting.Key.Replace("__", ":");
        var name = LastName(key);
        if (IsEncrypted(key, name))
        {
            return Confidence.None;
        }

        if (IsOfConnectionString(key, name))
        {
            // Beside connection strings also stand the passwords and keys that go with them.
            what = Kind(name);
            return SecretClassifier.NamesKey(name, SecretVocabulary.Empty) ? SecretClassifier.Judge(name, value)
                : name.EndsWith("Key", StringComparison.OrdinalIgnoreCase) ? SecretClassifier.Judge("AccountKey", value)
                : Confidence.None;
        }

        what = Kind(name);
        if (value.Length != setting.Value.Length && (SecretClassifier.NamesKey(name, SecretVocabulary.Empty) || SecretClassifier.NamesKey(key, SecretVocabulary.Empty)) && SecretClassifier.IsInstructionThatRuns(value))
        {
            return Confidence.Medium;
        }

        // "Key" names nothing by itself and "Jwt:Key" does; of "ApiKeys:0" only the name does.
        var byName = SecretClassifier.NamesSecret(name) ? SecretClassifier.Judge(name, value) : Confidence.None;
        byName = byName == Confidence.None && name != key && SecretClassifier.NamesSecret(key) ? SecretClassifier.Judge(key, value) : byName;
        return byName == Confidence.None && IsVariable(name) ? SecretClassifier.JudgeAnywhere(name, value) : byName;
    }

    /// <summary>True for the name of a variable: <c>STRIPE_API_KEY_LIVE</c>.</summary>
    private static bool IsVariable(string name) => name.IndexOf('_') > 0 && name.All(static letter => letter is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_');

    /// <summary>The value with <c>${NAME:-default}</c> as what it says where the variable is not set.</summary>
    private static string WithDefaults(string value)
    {
        var at = value.IndexOf("${", StringComparison.Ordinal);
        if (at < 0 || value.IndexOf('-', at) < 0)
        {
            return value;
        }

        var plain = new System.Text.StringBuilder();
        var done = 0;
        while (at >= 0)
        {
            var name = at + 2;
            while (name < value.Length && (char.IsLetterOrDigit(value[name]) || value[name] == '_'))
            {
                name++;
            }

            var start = name < value.Length && value[name] == ':' ? name + 1 : name;
            var close = value.IndexOf('}', name);
            if (name > at + 2 && close > start && value[start] == '-')
            {
                plain.Append(value, done, at - done).Append(value, start + 1, close - start - 1);
                done = close + 1;
            }

            at = close < 0 ? -1 : value.IndexOf("${", close, StringComparison.Ordinal);
        }

        return plain.Append(value, done, value.Length - done).ToString();
    }

    /// <summary>True where the name promises a connection string: the grammar has just said whether there is a password in it.</summary>
    private static bool IsOfConnectionString(string key, string name)
        => key.StartsWith("ConnectionStrings:", StringComparison.OrdinalIgnoreCase)
            || key.IndexOf(":ConnectionStrings:", StringComparison.OrdinalIgnoreCase) >= 0
            || name.EndsWith("ConnectionString", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith("CONNECTION_STRING", StringComparison.OrdinalIgnoreCase);

    /// <summary>What <c>nuget setapikey</c> and <c>nuget sources</c> write: only the same user on the same machine can read it.</summary>
    private static bool IsEncrypted(string key, string name)
        => key.StartsWith("configuration:apikeys:", StringComparison.OrdinalIgnoreCase)
            || key.StartsWith("configuration:packageSourceCredentials:", StringComparison.OrdinalIgnoreCase) && name.Equals("Password", StringComparison.OrdinalIgnoreCase);

    /// <summary>The last part of a key that is a name: of <c>ApiKeys:0</c> it is <c>ApiKeys</c>.</summary>
    private static string LastName(string key)
    {
        var end = key.Length;
        while (true)
        {
            var colon = end == 0 ? -1 : key.LastIndexOf(':', end - 1);
            var isIndex = end > colon + 1;
            for (var i = colon + 1; i < end; i++)
            {
                isIndex &= key[i] is >= '0' and <= '9';
            }

            if (!isIndex || colon < 0)
            {
                return key.Substring(colon + 1, end - colon - 1);
            }

            end = colon;
        }
    }

    private static string Kind(string name)
    {
        return Has("passphrase") ? "a passphrase"
            : Has("pass") || Has("pwd") ? "a password"
            : Has("token") ? "a token"
            : Has("secret") ? "a secret"
            : Has("key") ? "a key"
            : "a credential";

        bool Has(string word) => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
    }

    private static string WithArticle(string format) => (format.Length > 0 && "AEIOaeio".IndexOf(format[0]) >= 0 ? "an " : "a ") + format;

    /// <summary>The key, for the message. A key that holds a credential, or repeats the value, is not named.</summary>
    private static string Shown(in ConfigurationValue setting)
    {
        if (setting.Key.Length == 0
            || setting.Key.IndexOf(setting.Value, StringComparison.OrdinalIgnoreCase) >= 0
            || SecretFormats.Find(setting.Key) is not null)
        {
            return "This entry";
        }

        foreach (var character in setting.Key)
        {
            if (char.IsControl(character))
            {
                return "This entry";
            }
        }

        return $"'{setting.Key}'";
    }
}
