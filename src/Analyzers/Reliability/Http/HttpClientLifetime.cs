using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Configuration;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Http;

/// <summary>How long a client lives that is made at some place.</summary>
internal static class HttpClientLifetime
{
    /// <summary>Callers are followed this far.</summary>
    private const int Callers = 2;

    /// <summary>What makes the client again and again, by its name in quotes or as "This code"; null where it is made once, where somebody else keeps it, and where in doubt.</summary>
    public static string? Of(BaseObjectCreationExpressionSyntax creation, IObjectCreationOperation operation, SemanticModel model, KnownTypes known)
    {
        if (!OwnsConnections(operation, model))
        {
            return null;
        }

        foreach (var ancestor in creation.Ancestors())
        {
            switch (ancestor)
            {
                case AnonymousFunctionExpressionSyntax lambda when RegistrationOf(lambda) is { } name:
                    return IsPerScope(name, known) && !IsKept(creation, lambda) ? $"'{name}'" : null;

                case BaseFieldDeclarationSyntax or PropertyDeclarationSyntax { Initializer: not null }:
                    return !((MemberDeclarationSyntax)ancestor).Modifiers.Any(SyntaxKind.StaticKeyword)
                        && !IsInFunction(creation, ancestor)
                        && TypeAround(creation, model) is { } owner
                        && FrameworkTypes.IsAny(owner, FrameworkTypes.PerRequest, known)
                            ? $"'{owner.Name}'"
                            : null;

                case ConstructorDeclarationSyntax constructor:
                    return !constructor.Modifiers.Any(SyntaxKind.StaticKeyword) && IsStored(creation) && TypeAround(creation, model) is { } type && FrameworkTypes.IsAny(type, FrameworkTypes.PerRequest, known)
                        ? $"'{type.Name}'"
                        : null;

                // Set-up runs once, whatever loops there are in it.
                case MethodDeclarationSyntax method when IsSetUp(method):
                    return null;

                case MemberDeclarationSyntax member:
                    return IsUsedHere(creation, model) && !IsKept(creation, member) && IsRepeated(creation, member, model, known) ? NameOf(creation, member) : null;
            }
        }

        return null;
    }

    /// <summary>True where a comment says why each call needs a new client, and all that the function calls is its own machine.</summary>
    public static bool IsNewOnPurpose(BaseObjectCreationExpressionSyntax creation)
    {
        if (creation.FirstAncestorOrSelf<StatementSyntax>() is not { } statement || !SaysNew(statement.GetLeadingTrivia().Concat(creation.DescendantTrivia())))
        {
            return false;
        }

        var addresses = 0;
        foreach (var token in FunctionSyntax.Enclosing(creation).DescendantTokens())
        {
            if (token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken && token.ValueText.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at)
            {
                addresses++;
                if (!LocalHosts.InAddresses.Any(host => string.Compare(token.ValueText, at + 3, host, 0, host.Length, StringComparison.OrdinalIgnoreCase) == 0))
                {
                    return false;
                }
            }
        }

        return addresses > 0;
    }

    private static bool SaysNew(IEnumerable<SyntaxTrivia> around)
    {
        var words = around.Where(static trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia).SelectMany(static comment => WordSplitter.Of(comment.ToString())).ToList();
        return words.Exists(static word => word is "new" or "fresh" or "own") && words.Exists(static word => word is "client" or "httpclient" or "instance" or "handler");
    }

    /// <summary>False where the handler, which holds the connections, comes from somewhere else or is not disposed of with the client.</summary>
    private static bool OwnsConnections(IObjectCreationOperation operation, SemanticModel model)
    {
        foreach (var argument in operation.Arguments)
        {
            if (argument.Parameter?.Name == "disposeHandler" && argument.Value.ConstantValue is not { HasValue: true, Value: true })
            {
                return false;
            }

            if (argument.Parameter?.Name == "handler" && !IsMadeHere(Operands.UnwrapAwait(argument.Value), model))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsMadeHere(IOperation handler, SemanticModel model)
        => handler is IObjectCreationOperation creation
            ? creation.Arguments.All(argument => !argument.Value.Type!.Name.EndsWith("Handler", StringComparison.Ordinal) || IsMadeHere(Operands.UnwrapAwait(argument.Value), model))
            : handler is ILocalReferenceOperation { Local.DeclaringSyntaxReferences: { Length: 1 } references }
                && references[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax } variable
                // One that a lambda captures is shared by all that it makes.
                && FunctionSyntax.Enclosing(variable) == FunctionSyntax.Enclosing(handler.Syntax);

    /// <summary>The name of the call that registers a service with the lambda as its factory.</summary>
    private static string? RegistrationOf(AnonymousFunctionExpressionSyntax lambda)
        => lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call }
            && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
            && (WordSplitter.StartsWithWord(name, "Add") || WordSplitter.StartsWithWord(name, "TryAdd") || WordSplitter.StartsWithWord(name, "Register") || name is "GetOrAdd" or "GetOrCreate" or "EnsureInitialized" or "Singleton")
                ? name
                : null;

    /// <summary>In the browser a scope is the application.</summary>
    private static bool IsPerScope(string name, KnownTypes known)
        => name is "AddScoped" or "AddTransient" or "TryAddScoped" or "TryAddTransient"
            && known.Has("Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions")
            && !known.Has("Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder");

    private static bool IsInFunction(SyntaxNode place, SyntaxNode member)
        => place.Ancestors().TakeWhile(ancestor => ancestor != member).Any(ancestor => ancestor is AnonymousFunctionExpressionSyntax);

    /// <summary>True for a client that the object keeps.</summary>
    private static bool IsStored(SyntaxNode creation)
        => creation.Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } };

    private static INamedTypeSymbol? TypeAround(SyntaxNode place, SemanticModel model)
        => place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration ? model.GetDeclaredSymbol(declaration) : null;

    /// <summary>True for a client that is used in the function and then forgotten; one that is returned, kept or given to an object lives on.</summary>
    private static bool IsUsedHere(BaseObjectCreationExpressionSyntax creation, SemanticModel model)
    {
        switch (creation.Parent)
        {
            // new HttpClient().GetAsync(…), using (new HttpClient())
            case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } or ParenthesizedExpressionSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } }:
                return true;

            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                return IsUsing(variable) || (model.GetDeclaredSymbol(variable) is { } local && StaysHere(variable, local, model));

            default:
                return false;
        }
    }

    private static bool IsUsing(VariableDeclaratorSyntax variable)
        => variable.Parent?.Parent is UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: (int)SyntaxKind.UsingKeyword };

    private static bool StaysHere(VariableDeclaratorSyntax variable, ISymbol local, SemanticModel model)
    {
        var used = false;
        foreach (var node in FunctionSyntax.Enclosing(variable).DescendantNodes())
        {
            if (node is IdentifierNameSyntax name && name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, local))
            {
                if (name.Parent is not MemberAccessExpressionSyntax access || access.Expression != name)
                {
                    return false;
                }

                used |= access.Parent is InvocationExpressionSyntax;
            }
        }

        return used;
    }

    /// <summary>True for what a process runs once: its main function, a command of a tool, the start of a service.</summary>
    private static bool RunsOnce(MemberDeclarationSyntax member, SemanticModel model, KnownTypes known)
        => member is GlobalStatementSyntax
            || member is MethodDeclarationSyntax { Identifier.ValueText: "Main" }
            || (member is MethodDeclarationSyntax { Identifier.ValueText: "ExecuteAsync" or "StartAsync" } && known.IsA(TypeAround(member, model), "Microsoft.Extensions.Hosting.IHostedService"))
            || (known.Project.Kind == ProjectKind.Console
                && member is MethodDeclarationSyntax { Identifier.ValueText: "Execute" or "ExecuteAsync" or "Run" or "RunAsync" or "Invoke" or "InvokeAsync" or "Handle" or "HandleAsync" or "MainAsync" or "OnExecute" or "OnExecuteAsync" });

    /// <summary>True for an extension of the services or of the builder of an app.</summary>
    private static bool IsSetUp(MethodDeclarationSyntax method)
        => method.ParameterList.Parameters.FirstOrDefault() is { Type: { } type } first
            && first.Modifiers.Any(SyntaxKind.ThisKeyword)
            && TypeSyntaxNames.RightmostName(type) is "IServiceCollection" or "IHostApplicationBuilder" or "WebApplicationBuilder" or "HostApplicationBuilder" or "IHostBuilder" or "IWebHostBuilder";

    /// <summary>A person at a desk presses a button now and then; there only a loop makes many.</summary>
    private static bool IsRepeated(SyntaxNode creation, MemberDeclarationSyntax member, SemanticModel model, KnownTypes known)
        => known.Project.Kind == ProjectKind.Desktop
            ? creation.Ancestors().TakeWhile(ancestor => ancestor != member && ancestor is not AnonymousFunctionExpressionSyntax).Any(Loops.IsLoop)
            : IsInLoop(creation, member) || !(RunsOnce(member, model, known) || IsCalledOnce(member, model, known, Callers));

    /// <summary>True for a private method whose callers in its type run once themselves, and outside of loops.</summary>
    private static bool IsCalledOnce(MemberDeclarationSyntax member, SemanticModel model, KnownTypes known, int depth)
    {
        if (depth == 0
            || member is not MethodDeclarationSyntax { Identifier.ValueText: var name, Parent: TypeDeclarationSyntax type } method
            || !IsPrivate(method)
            || type.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            return false;
        }

        var any = false;
        foreach (var node in type.DescendantNodes())
        {
            if (node is not SimpleNameSyntax use || use.Identifier.ValueText != name || use.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } caller || caller == member)
            {
                continue;
            }

            if (!IsCallOrTask(use) || !(IsKept(use, caller) || ((StartsOnce(caller, type, model, known) || IsCalledOnce(caller, model, known, depth - 1)) && !IsInLoop(use, caller))))
            {
                return false;
            }

            any = true;
        }

        return any;
    }

    private static bool IsPrivate(MethodDeclarationSyntax method)
        => !method.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword) && method.ExplicitInterfaceSpecifier is null;

    /// <summary>True for a call, and for a method that is handed to <c>Task.Run</c>; whoever else gets a method may call it often.</summary>
    private static bool IsCallOrTask(SimpleNameSyntax use)
    {
        SyntaxNode whole = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use;
        return whole.Parent switch
        {
            InvocationExpressionSyntax call => call.Expression == whole,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Run" or "StartNew" } } } => true,
            _ => false,
        };
    }

    private static bool StartsOnce(MemberDeclarationSyntax member, TypeDeclarationSyntax type, SemanticModel model, KnownTypes known)
        => RunsOnce(member, model, known) || (member is ConstructorDeclarationSyntax && !FrameworkTypes.IsAny(model.GetDeclaredSymbol(type), FrameworkTypes.PerRequest, known));

    /// <summary>True where what is made, or read with it, is kept for the next time: <c>field ??= …</c>, <c>if (field is null) { field = …; }</c>, <c>new Lazy(…)</c>.</summary>
    private static bool IsKept(SyntaxNode place, SyntaxNode member)
        => place.Ancestors().TakeWhile(ancestor => ancestor != member).Any(ancestor => ancestor is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceAssignmentExpression }
            || (ancestor is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment && IsMadeOnce(assignment, member))
            || ancestor is ObjectCreationExpressionSyntax { Type: var type } && TypeSyntaxNames.RightmostName(type) is "Lazy" or "AsyncLazy");

    /// <summary>True for an assignment to something from outside of the function, where that is null.</summary>
    private static bool IsMadeOnce(AssignmentExpressionSyntax assignment, SyntaxNode member)
    {
        var target = assignment.Left is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var own } ? own : assignment.Left;
        return target is IdentifierNameSyntax { Identifier.ValueText: var name }
            && assignment.Ancestors().TakeWhile(ancestor => ancestor != member).Any(ancestor => ancestor is IfStatementSyntax { Condition: var condition } && AsksForNull(condition, assignment.Left.ToString()))
            && !member.DescendantNodes().Any(node => node is VariableDeclaratorSyntax local && local.Identifier.ValueText == name || node is ParameterSyntax parameter && parameter.Identifier.ValueText == name);
    }

    private static bool AsksForNull(ExpressionSyntax condition, string target)
        => condition switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Right.RawKind: (int)SyntaxKind.NullLiteralExpression } equal => equal.Left.ToString() == target,
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression.RawKind: (int)SyntaxKind.NullLiteralExpression } } test => test.Expression.ToString() == target,
            _ => false,
        };

    /// <summary>How often that is, in words.</summary>
    public static string FrequencyOf(string where)
        => where switch
        {
            "'AddScoped'" or "'TryAddScoped'" => "for every scope",
            "'AddTransient'" or "'TryAddTransient'" => "each time one is asked for",
            _ => "on every call",
        };

    /// <summary>True for a scoped client of Blazor on the server, where a scope lasts as long as a user stays: one for each of them, often with a base address or a header of their own.</summary>
    public static bool IsPerCircuit(string where, KnownTypes known)
        => where is "'AddScoped'" or "'TryAddScoped'"
            && known.Compilation.SyntaxTrees.Any(static tree => NamedPlaces.Of(tree) is var places && (places.Calls("AddServerSideBlazor").Count > 0 || places.Calls("AddInteractiveServerComponents").Count > 0));

    /// <summary>True in a library for a function that draws on the console, or asks there: somebody sits in front of it.</summary>
    private static bool TalksToUser(SyntaxNode creation, KnownTypes known)
        => known.Project.Kind == ProjectKind.Library
            && FunctionSyntax.Enclosing(creation).DescendantNodes().Any(static node => node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member, Expression: IdentifierNameSyntax { Identifier.ValueText: var owner } }
                && (owner == "AnsiConsole" || (owner == "Console" && member is "Write" or "ReadLine" or "ReadKey" or "SetCursorPosition" or "CursorLeft" or "CursorTop")));

    /// <summary>True in a component and in a tool, outside of loops: somebody pressed a button, or runs it now and then.</summary>
    public static bool IsSeldom(SyntaxNode creation, SemanticModel model, KnownTypes known)
        => (known.Project.Kind == ProjectKind.Console || TalksToUser(creation, known) || known.IsA(TypeAround(creation, model), "Microsoft.AspNetCore.Components.ComponentBase"))
            && !creation.Ancestors().TakeWhile(static ancestor => ancestor is not MemberDeclarationSyntax).Any(Loops.IsLoop)
            && !IsCalledInLoop(creation, known);

    /// <summary>True where some call of the function around a place, by its name, stands in a loop.</summary>
    private static bool IsCalledInLoop(SyntaxNode place, KnownTypes known)
        => FunctionSyntax.IdentifierOf(FunctionSyntax.Enclosing(place)) is { ValueText: var name }
            && known.Compilation.SyntaxTrees.SelectMany(tree => NamedPlaces.Of(tree).Calls(name))
                .Any(static call => call.Ancestors().TakeWhile(static around => around is not MemberDeclarationSyntax).Any(static around => Loops.IsLoop(around) || IsBatch(around)));

    /// <summary>True where one client serves a whole batch: it is made anew for the next one, and that is far less than a client per call.</summary>
    public static bool ServesBatch(BaseObjectCreationExpressionSyntax creation)
        => creation.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name } variable }
            && FunctionSyntax.Enclosing(variable) is var function
            && !creation.Ancestors().TakeWhile(ancestor => ancestor != function).Any(Loops.IsLoop)
            && function.DescendantNodes().Any(node => node is IdentifierNameSyntax use && use.Identifier.ValueText == name && use.Ancestors().TakeWhile(ancestor => ancestor != function).Any(IsBatch));

    private static bool IsBatch(SyntaxNode node)
        => node is CommonForEachStatementSyntax
            || node is AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } && InvocationSyntax.NameOf(call)?.Identifier.ValueText is "ForEachAsync" or "ForEach" or "Select";

    private static bool IsInLoop(SyntaxNode place, SyntaxNode member)
        => place.Ancestors().TakeWhile(ancestor => ancestor != member).Any(ancestor => Loops.IsLoop(ancestor) || ancestor is LocalFunctionStatementSyntax || IsHandler(ancestor));

    /// <summary>True for a lambda of a minimal API, which runs for each request.</summary>
    private static bool IsHandler(SyntaxNode node)
        => node is AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } }
            && InvocationSyntax.NameOf(call)?.Identifier.ValueText.StartsWith("Map", StringComparison.Ordinal) == true;

    private static string NameOf(SyntaxNode creation, MemberDeclarationSyntax member)
        => (creation.FirstAncestorOrSelf<LocalFunctionStatementSyntax>()?.Identifier ?? (member as MethodDeclarationSyntax)?.Identifier ?? (member as PropertyDeclarationSyntax)?.Identifier) is { } name
            ? $"'{name.ValueText}'"
            : "This code";
}
