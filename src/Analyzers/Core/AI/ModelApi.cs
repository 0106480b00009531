namespace ProdGap.Analyzers.Core.AI;

/// <summary>What a member of a library is to code that calls language models.</summary>
internal enum ModelApiKind
{
    /// <summary>Sends a prompt and gets a reply; the argument is the type of its options.</summary>
    Call,

    /// <summary>Settings of one call; the members are those that limit how much the model may write.</summary>
    Limit,

    /// <summary>Takes text that the model is to obey.</summary>
    Instructions,

    /// <summary>Takes text that somebody asks or that the model is to read.</summary>
    Prompt,

    /// <summary>Takes a template, in which some of the text is code.</summary>
    Template,

    /// <summary>Holds what the model said.</summary>
    Reply,

    /// <summary>Holds a list of what the model said, which may be empty.</summary>
    Parts,

    /// <summary>Says how many tokens a call took.</summary>
    Usage,

    /// <summary>Says why the model stopped.</summary>
    Finish,

    /// <summary>Makes a function one that a model can call.</summary>
    Tool,

    /// <summary>Asks a person, or the app, before a model's call of a function is carried out.</summary>
    Approval,

    /// <summary>Makes a client, or registers one.</summary>
    Client,

    /// <summary>Reads a model's id; the argument names the parameter.</summary>
    ModelId,

    /// <summary>Records traces and counts of the calls.</summary>
    Telemetry,

    /// <summary>Puts whole prompts and replies into logs or traces when it is set to true.</summary>
    ContentLogging,

    /// <summary>Is thrown when a provider fails.</summary>
    Failure,
}

/// <summary>What is special about a member.</summary>
[Flags]
internal enum ModelApiTraits
{
    None = 0,

    /// <summary>The reply comes in pieces.</summary>
    Streaming = 1,

    /// <summary>The model runs on the own machine: nobody bills its tokens.</summary>
    Local = 2,

    /// <summary>The provider refuses a call without a limit.</summary>
    LimitRequired = 4,

    /// <summary>Models are called by the names of deployments, which the app's owner chose.</summary>
    Deployment = 8,

    /// <summary>What is sent is bytes of a shape of its own.</summary>
    Opaque = 16,

    /// <summary>The limit is set where the client is made.</summary>
    LimitAtCreation = 32,

    /// <summary>The text is instructions, or a question, by the role that is given beside it.</summary>
    ByRole = 64,
}

/// <summary>One row of the catalogue: some members of a type.</summary>
internal sealed class ModelApi(string library, ModelApiKind kind, string type, string[] members, string? argument = null, ModelApiTraits traits = ModelApiTraits.None)
{
    /// <summary>How a constructor is called in <see cref="Members"/>.</summary>
    public const string Constructor = ".ctor";

    /// <summary>The library, as its users call it.</summary>
    public string Library { get; } = library;

    public ModelApiKind Kind { get; } = kind;

    /// <summary>The metadata name of the type that declares the members.</summary>
    public string Type { get; } = type;

    /// <summary>Names of methods and properties, or <see cref="Constructor"/>.</summary>
    public string[] Members { get; } = members;

    /// <summary>The parameter that the row is about, or for a call the metadata name of its options' type; null where the kind says it.</summary>
    public string? Argument { get; } = argument;

    public ModelApiTraits Traits { get; } = traits;

    public bool Has(ModelApiTraits trait) => (Traits & trait) != 0;
}
