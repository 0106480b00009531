using System.Collections.Immutable;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>The parameters of a feature's operation, and how they are declared, forwarded and given.</summary>
internal sealed class Signature(Choice choice)
{
    private readonly ImmutableArray<Parameter> parameters = choice.Parameters switch
    {
        Parameters.None => [],
        Parameters.Optional => [Customer, new("string?", "region", "A region, or all of them.", "null"), new("int", "take", "How many at most.", "50")],
        Parameters.Params => [Customer, new("string[]", "regions", "The regions to look at.", IsParams: true)],
        Parameters.TokenOverload => [Customer],
        _ => [Customer, new("string", "region", "The region to look at.")],
    };

    private static Parameter Customer { get; } = new("int", "customerId", "The customer who asks.");

    /// <summary>True when callers say for whom they ask.</summary>
    public bool HasCustomer => !parameters.IsEmpty;

    /// <summary>The customer inside of an implementation.</summary>
    public string CustomerOrAll => HasCustomer ? Customer.Name : "0";

    /// <summary>The types, for a delegate or a callback: <c>int, string</c>.</summary>
    public string Types => string.Join(", ", parameters.Select(parameter => parameter.Type));

    /// <summary>The names, for the head of a lambda: <c>customerId, region</c>.</summary>
    public string Names => string.Join(", ", parameters.Select(parameter => parameter.Name));

    /// <summary>Types and names, for the head of a lambda that states its types.</summary>
    public string TypedNames => string.Join(", ", parameters.Select(parameter => $"{parameter.Type} {parameter.Name}"));

    /// <summary>The parameters of a declaration, in brackets.</summary>
    /// <param name="defaults">False where the language takes the default values from elsewhere.</param>
    /// <param name="first">What stands before them, such as the receiver of an extension method.</param>
    /// <param name="last">What stands behind them, such as a token.</param>
    public string Declared(bool defaults = true, string? first = null, string? last = null)
    {
        string[] all =
        [
            .. first is null ? Array.Empty<string>() : [first],
            .. parameters.Select(parameter => (parameter.IsParams ? "params " : "") + $"{parameter.Type} {parameter.Name}" + (defaults && parameter.Default is { } value ? $" = {value}" : "")),
            .. last is null ? Array.Empty<string>() : [last],
        ];
        return choice.Layout switch
        {
            Layout.Wrapped when all.Length > 0 => "(\n" + string.Join(",\n", all) + ")",
            Layout.Comments when all.Length > 0 => "(\n" + string.Join(", // as the caller knows it\n", all) + " /* see the handbook */)",
            _ => "(" + string.Join(", ", all) + ")",
        };
    }

    /// <summary>The parameters of the repository's method, which takes a token already in some features.</summary>
    /// <param name="isIterator">Whether it yields.</param>
    public string DeclaredInRepository(bool isIterator = false)
        => HasTokenBelow ? Declared(last: (isIterator ? "[EnumeratorCancellation] " : "") + "CancellationToken cancellationToken = default") : Declared();

    /// <summary>What an argument of an expression tree adds for the repository's token.</summary>
    public string TokenInTree(string token) => HasTokenBelow ? ", " + token : "";

    /// <summary>The documentation of the repository's parameters.</summary>
    public string DocumentedInRepository => Documented + (HasTokenBelow ? "/// <param name=\"cancellationToken\">Ends the work early.</param>\n" : "");

    /// <summary>True when the repository's method takes a token and the service's does not.</summary>
    public bool HasTokenBelow => choice.Parameters == Parameters.TokenBelow;

    /// <summary>The arguments with which one layer calls the next with its own parameters.</summary>
    public string Forwarded
        => choice.Parameters switch
        {
            Parameters.Named => Wrapped("customerId: customerId", "region: region"),
            Parameters.NamedOutOfOrder => Wrapped("region: region", "customerId: customerId"),
            _ => Wrapped([.. parameters.Select(parameter => parameter.Name)]),
        };

    /// <summary>The arguments of a caller who knows the customer.</summary>
    public string Given(string customer)
        => choice.Parameters switch
        {
            Parameters.None => "",
            Parameters.Optional => Wrapped(customer, "take: 20"),
            Parameters.Params => Wrapped(customer, "\"north\"", "\"south\""),
            Parameters.Named => Wrapped($"customerId: {customer}", "region: \"north\""),
            Parameters.NamedOutOfOrder => Wrapped("region: \"north\"", $"customerId: {customer}"),
            Parameters.TokenOverload => Wrapped(customer),
            _ => Wrapped(customer, "\"north\""),
        };

    /// <summary>The arguments where neither names nor defaults may be used: expression trees.</summary>
    public string GivenInTree(string customer)
        => choice.Parameters switch
        {
            Parameters.None => "",
            Parameters.Optional => $"{customer}, \"north\", 20",
            Parameters.Params => $"{customer}, \"north\", \"south\"",
            Parameters.TokenOverload => customer,
            _ => $"{customer}, \"north\"",
        };

    /// <summary>The arguments of a call through a <c>Func</c>, which knows neither defaults nor <c>params</c>.</summary>
    public string GivenToFunc(string customer)
        => choice.Parameters == Parameters.Params ? $"{customer}, [\"north\", \"south\"]" : GivenInTree(customer);

    /// <summary>The lines of XML documentation about the parameters.</summary>
    public string Documented => string.Concat(parameters.Select(parameter => $"/// <param name=\"{parameter.Name}\">{parameter.Meaning}</param>\n"));

    private string Wrapped(params string[] arguments)
        => choice.Layout == Layout.Wrapped && arguments.Length > 0 ? "\n" + string.Join(",\n", arguments) : string.Join(", ", arguments);

    private sealed record Parameter(string Type, string Name, string Meaning, string? Default = null, bool IsParams = false);
}
