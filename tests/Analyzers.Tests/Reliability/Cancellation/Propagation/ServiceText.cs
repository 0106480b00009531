namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>The application layer of a feature: its contract, the class behind it and, where there can be one, a decorator.</summary>
internal sealed class ServiceText(Feature feature)
{
    private const string Token = "CancellationToken cancellationToken";

    private readonly Signature signature = feature.Signature;

    /// <summary>The files.</summary>
    public IEnumerable<SourceFile> Files()
    {
        if (Contracts() is { Length: > 0 } contracts)
        {
            yield return File(feature.IsInterface ? "I" + feature.Service : "Contracts", contracts);
        }

        yield return File(feature.Choice.Contract == Contract.StaticExtensions ? feature.Noun + "RepositoryExtensions" : feature.Service, Implementation());
        if (feature.Choice.Contract == Contract.PartialHalves)
        {
            yield return File(feature.Service + ".Operations", $$"""
                public sealed partial class {{feature.Service}}
                {
                {{Operation("public partial", "_repository", "_logger", feature.DeclaredOperation, defaults: false, "")}}}

                """);
        }

        if (feature.IsInterface)
        {
            yield return File(feature.Service + "WithTiming", new DecoratorText(feature).Declaration());
        }
    }

    /// <summary>How the services are registered.</summary>
    public string Registration
        => feature.Choice.Contract switch
        {
            Contract.StaticExtensions => "",
            Contract.FuncDelegate => $$"""
                services.AddScoped(provider => new {{feature.Service}}(
                        ({{signature.Names}}) => provider.GetRequiredService<{{feature.Repository}}>().{{feature.RepositoryOperation}}({{signature.Names}}),
                        provider.GetRequiredService<{{feature.Repository}}>(),
                        provider.GetRequiredService<ILogger<{{feature.Service}}>>()));

                """,
            Contract.OwnDelegate when signature.HasTokenBelow => $$"""
                services.AddScoped<{{feature.DelegateType}}>(provider => ({{signature.Names}}) => provider.GetRequiredService<{{feature.Repository}}>().{{feature.RepositoryOperation}}({{signature.Names}}));
                services.AddScoped<{{feature.Service}}>();

                """,
            Contract.OwnDelegate => $$"""
                services.AddScoped<{{feature.DelegateType}}>(provider => provider.GetRequiredService<{{feature.Repository}}>().{{feature.RepositoryOperation}});
                services.AddScoped<{{feature.Service}}>();

                """,
            _ => $"services.AddScoped<{feature.ServiceType}, {feature.Service}>();\n",
        };

    private string Contracts()
    {
        var type = feature.Choice.Contract == Contract.GenericInterface ? feature.TypeOf("TItem") : feature.Type;
        var member = Declaration("", type);
        return feature.Choice.Contract switch
        {
            Contract.AbstractBase => $$"""
                /// <summary>What every service for {{feature.Plural.ToLowerInvariant()}} does.</summary>
                public abstract class {{feature.ServiceType}}
                {
                {{Declaration("public abstract ", type)}}}

                """,
            Contract.OwnDelegate => $"{feature.Documentation()}public delegate {feature.Type} {feature.DelegateType}{signature.Declared()};\n",
            Contract.VirtualBase or Contract.StaticExtensions or Contract.FuncDelegate => "",
            Contract.GenericInterface => $"public interface I{feature.Service}<TItem>\nwhere TItem : class\n{{\n{member}}}\n",
            Contract.TwoInterfaces => $$"""
                public interface I{{feature.Noun}}Reader
                {
                {{member}}}

                public interface I{{feature.Service}}
                {
                {{member}}}

                """,
            Contract.DefaultInterfaceMember => $$"""
                public interface I{{feature.Service}}
                {
                    {{member}}{{feature.Documentation()}}{{feature.Type}} {{feature.EntryOperation}}{{signature.Declared()}}
                        => {{feature.Operation}}({{signature.Forwarded}});
                }

                """,
            _ => $"public interface I{feature.Service}\n{{\n{member}}}\n",
        };
    }

    private string Declaration(string modifiers, string type)
    {
        var one = $"{feature.Documentation()}{modifiers}{type} {feature.DeclaredOperation}{signature.Declared()};\n\n";
        return feature.HasTokenOverload ? $"{one}{modifiers}{type} {feature.DeclaredOperation}{signature.Declared(last: Token)};\n" : one;
    }

    private string Implementation()
    {
        var logger = $"ILogger<{feature.Service}>";
        var own = feature.Choice.Contract switch
        {
            Contract.GenericInterface => feature.ServiceType,
            Contract.TwoInterfaces => $"I{feature.Service}, I{feature.Noun}Reader",
            _ => feature.ServiceType,
        };
        return feature.Choice.Contract switch
        {
            Contract.AbstractBase => $$"""
                public sealed class {{feature.Service}} : {{own}}
                {
                {{Fields("")}}{{Operation("public override", "_repository", "_logger")}}{{SameClass()}}}

                """,
            Contract.VirtualBase => VirtualBase(),
            Contract.ExplicitImplementation => $$"""
                public sealed class {{feature.Service}} : {{own}}
                {
                {{Fields("")}}{{Operation("", "_repository", "_logger", $"{own}.{feature.DeclaredOperation}", defaults: false)}}{{SameClass($"(({own})this).")}}}

                """,
            Contract.PartialHalves => $$"""
                public sealed partial class {{feature.Service}} : {{own}}
                {
                {{Fields("")}}{{PartialDeclarations()}}{{SameClass()}}}

                """,
            Contract.Record => $$"""
                public sealed record {{feature.Service}}({{feature.Repository}} Repository, {{logger}} Logger) : {{own}}
                {
                {{Operation("public", "Repository", "Logger")}}{{SameClass()}}}

                """,
            Contract.PrimaryConstructor => $$"""
                public sealed class {{feature.Service}}({{feature.Repository}} repository, {{logger}} logger) : {{own}}
                {
                {{Operation("public", "repository", "logger")}}{{(feature.Choice.Body == Body.Expression ? "public ILogger Log => logger;\n\n" : "")}}{{SameClass()}}}

                """,
            Contract.StaticExtensions => $"public static class {feature.Noun}RepositoryExtensions\n{{\n{Extension()}}}\n",
            Contract.FuncDelegate or Contract.OwnDelegate => $$"""
                public sealed class {{feature.Service}}
                {
                {{Fields(feature.DelegateType)}}{{Operation("public", "_repository", "_logger", documentation: feature.Documentation())}}{{SameClass()}}}

                """,
            _ => $$"""
                public sealed class {{feature.Service}} : {{own}}
                {
                {{Fields("")}}{{Operation("public", "_repository", "_logger")}}{{SameClass()}}}

                """,
        };
    }

    private string VirtualBase()
    {
        var parameters = $"({feature.Repository} repository, ILogger<{feature.ServiceType}> logger)";
        var overriding = MethodText.PassingOn(feature, $"base.{feature.Operation}({signature.Forwarded})");
        return $$"""
            public class {{feature.ServiceType}}{{parameters}}
            {
                protected {{feature.Repository}} Repository { get; } = repository;

                protected ILogger Logger { get; } = logger;


            """
            + $$"""
                {{Operation("public virtual", "Repository", "Logger", documentation: feature.Documentation())}}{{SameClass()}}}


                """
            + $$"""
                public sealed class {{feature.Service}}{{parameters}}
                    : {{feature.ServiceType}}(repository, logger)
                {
                {{feature.Inherited}}{{overriding.Member("public override", feature.Type, feature.Operation + signature.Declared())}}}

                """;
    }

    private string Extension()
    {
        var receiver = $"this {feature.Repository} repository";
        var documentation = feature.Documentation("/// <param name=\"repository\">The repository.</param>\n");
        return Operation("public static", "repository", null, receiver: receiver, documentation: documentation)
            + (feature.Choice.Caller == Caller.SameClass
                ? $$"""
                    public static async Task Prepare{{feature.Plural}}Async({{receiver}})
                    {
                        {{feature.Consume($"repository.{feature.Operation}({signature.Given("7")})")}}
                    }

                    """
                : "");
    }

    private string PartialDeclarations()
        => $"{feature.Inherited}public partial {feature.Type} {feature.DeclaredOperation}{signature.Declared()};\n\n"
            + (feature.HasTokenOverload ? $"public partial {feature.Type} {feature.DeclaredOperation}{signature.Declared(last: Token)};\n\n" : "");

    /// <summary>The operation and, where the contract has one, its overload with a token; the work is in either of them.</summary>
    private string Operation(string modifiers, string repository, string? logger, string? name = null, bool defaults = true, string? documentation = null, string? receiver = null)
    {
        name ??= feature.DeclaredOperation;
        documentation ??= feature.Inherited;
        var next = feature.Choice.Contract switch
        {
            Contract.FuncDelegate => $"_{Field}({signature.Names})",
            Contract.OwnDelegate => $"_{Field}({signature.Forwarded})",
            _ => $"{repository}.{feature.RepositoryOperation}({signature.Forwarded})",
        };
        var work = MethodText.Of(feature, next, repository, logger);
        var plain = name + signature.Declared(defaults, receiver);
        if (!feature.HasTokenOverload)
        {
            return documentation + work.Member(modifiers, feature.Type, plain);
        }

        var self = feature.Choice.Contract switch
        {
            Contract.ExplicitImplementation => $"(({feature.ServiceType})this).",
            Contract.StaticExtensions => "repository.",
            _ => "",
        };
        var called = self + (feature.Choice.Contract == Contract.GenericMethod ? feature.Operation + "<TAudience>" : feature.Operation);
        var token = feature.IsOdd && work.IsIterator ? "[EnumeratorCancellation] " + Token : Token;
        var taking = name + signature.Declared(defaults, receiver, token);
        return feature.IsOdd
            ? documentation + new MethodText(false, $"{called}({signature.Names}, CancellationToken.None)", "", false).Member(modifiers, feature.Type, plain) + work.Member(modifiers, feature.Type, taking)
            : documentation + work.Member(modifiers, feature.Type, plain)
                + new MethodText(false, null, $"cancellationToken.ThrowIfCancellationRequested();\nreturn {called}({signature.Names});\n", false).Member(modifiers, feature.Type, taking);
    }

    private string Field => "source";

    private string Fields(string source)
    {
        var (field, parameter, assignment) = source.Length == 0 ? ("", "", "")
            : ($"private readonly {source} _{Field};\n", $"{source} {Field}, ", $"_{Field} = {Field};\n");
        return $$"""
            {{field}}private readonly {{feature.Repository}} _repository;
            private readonly ILogger<{{feature.Service}}> _logger;


            """
            + $$"""
                public {{feature.Service}}({{parameter}}{{feature.Repository}} repository, ILogger<{{feature.Service}}> logger)
                {
                    {{assignment}}_repository = repository;
                    _logger = logger;
                }


                """;
    }

    private string SameClass(string self = "")
        => feature.Choice.Caller == Caller.SameClass
            ? $$"""
                public async Task Prepare{{feature.Plural}}Async()
                {
                    {{feature.Consume($"{self}{feature.CalledOperation}({signature.Given("7")})")}}
                }

                """
            : "";

    private SourceFile File(string name, string raw)
        => SourceFile.Of(
            feature,
            name,
            $$"""
                using System.Diagnostics;
                using System.Runtime.CompilerServices;
                using Microsoft.Extensions.Logging;
                using Northwind.Domain.{{feature.Plural}};

                namespace Northwind.Application.{{feature.Plural}};

                {{raw}}
                """);
}
