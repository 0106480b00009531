namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>What names and values say about being secret, without any code around them. Shared by code (PG1001) and files (PG1002).</summary>
internal static class SecretClassifier
{
    /// <summary>
    /// True when an identifier or a configuration key names a credential itself: <c>smtpPassword</c>, <c>Jwt:Key</c>, <c>API_KEY</c>; not what
    /// is about one: <c>PasswordLabel</c>, <c>TokenEndpoint</c>, <c>SecretName</c>.
    /// </summary>
    public static bool NamesSecret(string name) => NamesSecret(name, SecretVocabulary.Empty);

    /// <inheritdoc cref="NamesSecret(string)"/>
    public static bool NamesSecret(string name, SecretVocabulary vocabulary) => SecretNames.KindOf(name, vocabulary) != NameKind.None;

    /// <summary>True for the name of a credential that is none inside of a connection string.</summary>
    public static bool NamesKey(string name, SecretVocabulary vocabulary) => SecretNames.KindOf(name, vocabulary) is not (NameKind.None or NameKind.ConnectionString);

    /// <summary>
    /// True for what only stands in for a value: <c>changeme</c>, <c>&lt;your key&gt;</c>, <c>${KEY}</c>, <c>***</c>, nothing. Not for a development
    /// literal that works as a key when nobody replaces it (<c>super-secret-dev-key-change-me-please</c>): that is a secret which everybody knows.
    /// </summary>
    public static bool IsPlaceholder(string value) => SecretValues.IsPlaceholder(value);

    /// <summary>How sure it is that a value is a credential, given that its name says so (<see cref="NamesSecret(string)"/>).</summary>
    public static Confidence Judge(string name, string value) => Judge(name, value, SecretVocabulary.Empty);

    /// <inheritdoc cref="Judge(string, string)"/>
    public static Confidence Judge(string name, string value, SecretVocabulary vocabulary)
        => vocabulary.Allows(value)
            ? Confidence.None
            : SecretNames.KindOf(name, vocabulary) switch
            {
                NameKind.None => Confidence.None,
                NameKind.ConnectionString => JudgeConnectionString(value, out _, out _),
                var kind => SecretValues.Judge(kind, name, value),
            };

    /// <summary>
    /// How sure it is that a value is a credential, given that it reaches a place that takes one (a sink): only placeholders and the like
    /// are let go.
    /// </summary>
    public static Confidence JudgeAtSink(string value) => JudgeAtSink(value, SecretVocabulary.Empty);

    /// <inheritdoc cref="JudgeAtSink(string)"/>
    public static Confidence JudgeAtSink(string value, SecretVocabulary vocabulary) => vocabulary.Allows(value) ? Confidence.None : SecretValues.JudgeAtSink(value);

    /// <summary>
    /// The same at a place that takes nothing but a password or a key: whatever arrives there is in use, the easier to guess the worse.
    /// Only nothing, and a hole for a value, is none.
    /// </summary>
    public static Confidence JudgeAtCertainSink(string value, SecretVocabulary vocabulary) => vocabulary.Allows(value) ? Confidence.None : SecretValues.JudgeAtCertainSink(value);

    /// <summary>
    /// How sure it is that a text used in the place of a missing setting is a credential. An instruction in a file waits for somebody;
    /// here it is the value that production runs on.
    /// </summary>
    public static Confidence JudgeFallback(string value, SecretVocabulary vocabulary)
        => vocabulary.Allows(value) ? Confidence.None
            : SecretValues.IsInstructionThatRuns(value) ? Confidence.Medium
            : JudgeAtSink(value, vocabulary) > Confidence.None && !IsPlaceholder(value) ? Confidence.High
            : Confidence.None;

    /// <inheritdoc cref="SecretValues.IsInstructionThatRuns"/>
    public static bool IsInstructionThatRuns(string value) => SecretValues.IsInstructionThatRuns(value);

    /// <summary>The same for a variable in whose name a credential is mentioned anywhere: the value has to look made by a machine.</summary>
    public static Confidence JudgeAnywhere(string name, string value) => SecretNames.MentionsSecret(name) ? SecretValues.Judge(NameKind.Vague, name, value) : Confidence.None;

    /// <summary>How sure it is that what a name is compared with is a credential: a password that lets somebody in counts however weak it is.</summary>
    public static Confidence JudgeCompared(string name, string value, SecretVocabulary vocabulary)
    {
        var named = Judge(name, value, vocabulary);
        return named == Confidence.Low && SecretNames.KindOf(name, vocabulary) == NameKind.Password && value.Length >= 4 ? Confidence.Medium : named;
    }

    /// <summary>The same for what nothing can change any more: a word in lower case under the name of a password is that password.</summary>
    public static Confidence JudgeFixed(string name, string value, SecretVocabulary vocabulary)
    {
        var named = Judge(name, value, vocabulary);
        return named == Confidence.Low && value.All(static letter => letter is >= 'a' and <= 'z') && !SecretValues.IsWeak(value) && SecretNames.KindOf(name, vocabulary) == NameKind.Password
            ? Confidence.Medium
            : named;
    }

    /// <summary>True for the hash of a password under its name.</summary>
    public static bool IsSeededHash(string name, string value)
        => value.Length >= 40 && name.EndsWith("PasswordHash", StringComparison.OrdinalIgnoreCase)
            && (value.StartsWith("$2a$", StringComparison.Ordinal) || value.StartsWith("$2b$", StringComparison.Ordinal) || value.StartsWith("$2y$", StringComparison.Ordinal)
                || value.StartsWith("$argon2", StringComparison.Ordinal) || value.StartsWith("AQAAAA", StringComparison.Ordinal));

    /// <summary>
    /// How sure it is that a text is a connection string with a password (or account key, shared access key) in it, by its grammar.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="start">Where the secret part's value begins.</param>
    /// <param name="length">How long it is.</param>
    public static Confidence JudgeConnectionString(string text, out int start, out int length)
        => JudgeConnectionString(text, SecretVocabulary.Empty, out start, out length);

    /// <inheritdoc cref="JudgeConnectionString(string, out int, out int)"/>
    public static Confidence JudgeConnectionString(string text, SecretVocabulary vocabulary, out int start, out int length)
    {
        var found = ConnectionStrings.Judge(text, out start, out length);
        if (found == Confidence.None || vocabulary.Allows(text) || vocabulary.Allows(text.Substring(start, length)))
        {
            start = length = 0;
            return Confidence.None;
        }

        return found;
    }
}
