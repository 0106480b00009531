using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Async;

/// <summary>A call whose task nobody keeps and whose failure nobody sees.</summary>
/// <param name="call">The call that starts the work.</param>
/// <param name="name">Its name, where it is reported.</param>
/// <param name="what">What runs, by the best name there is.</param>
internal sealed class FireAndForget(InvocationExpressionSyntax call, SimpleNameSyntax name, string what)
{
    public InvocationExpressionSyntax Call { get; } = call;

    public SimpleNameSyntax Name { get; } = name;

    public string What { get; } = what;

    /// <summary>The call in an expression that is dropped: <c>a?.SendAsync().ConfigureAwait(false)</c> is SendAsync.</summary>
    public static InvocationExpressionSyntax? In(ExpressionSyntax dropped)
    {
        while (true)
        {
            switch (dropped)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    dropped = parenthesized.Expression;
                    break;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure:
                    dropped = sure.Operand;
                    break;
                case ConditionalAccessExpressionSyntax access:
                    dropped = access.WhenNotNull;
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access } when IsWrapper(name) && access.Expression is InvocationExpressionSyntax:
                    dropped = access.Expression;
                    break;
                case InvocationExpressionSyntax call:
                    return call;
                default:
                    return null;
            }
        }
    }

    /// <summary>What is dropped, from the call outwards: with <c>Unwrap</c> and its like, but without <c>ConfigureAwait</c>.</summary>
    public static InvocationExpressionSyntax WholeOf(InvocationExpressionSyntax call)
    {
        while (call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Parent: InvocationExpressionSyntax outer } access
            && access.Expression == call && IsWrapper(name) && name != "ConfigureAwait")
        {
            call = outer;
        }

        return call;
    }

    /// <summary>True inside a function that is async itself; top-level statements are where one of them awaits.</summary>
    public static bool IsInAsyncFunction(SyntaxNode place) => FunctionSyntax.Enclosing(place) switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword),
        LocalFunctionStatementSyntax local => local.Modifiers.Any(SyntaxKind.AsyncKeyword),
        MethodDeclarationSyntax method => method.Modifiers.Any(SyntaxKind.AsyncKeyword),
        CompilationUnitSyntax unit => unit.Members.Any(member => member is GlobalStatementSyntax && member.DescendantNodes(Functions.StayOutside).Any(node => node is AwaitExpressionSyntax)),
        _ => false,
    };

    /// <summary>The finding at a call, or null where its failure is seen, cannot be, or is another rule's matter.</summary>
    public static FireAndForget? Of(InvocationExpressionSyntax syntax, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => InvocationSyntax.NameOf(syntax) is { } name
            && model.GetOperation(syntax, cancellationToken) is IInvocationOperation call
            && AwaitableTypes.IsTask(call.Type, known)
            && !IsHarmless(call, known)
            && !UserInterface.IsRefreshedBy(call, known)
            && !IsReport(call)
            && !LeavesBrowser(call, syntax, known)
            && !ToldElsewhere.GathersWhatIsRead(syntax)
            && !WarmsUp(call)
            && !GivesFinishedTask(call)
            && !IsHandedOver(call, known)
            && !(call.TargetMethod.Name == "ContinueWith" ? Continuation.Observes(call, known) : HandlesItself(call, known, cancellationToken))
                ? new(syntax, name, call.TargetMethod.MethodKind == MethodKind.DelegateInvoke ? name.Identifier.ValueText : NameOf(call))
                : null;

    /// <summary>
    /// True in a component's <c>Dispose</c> for a call through the browser, or through what wraps it: the page may be gone by then, and with it
    /// what is taken back.
    /// </summary>
    private static bool LeavesBrowser(IInvocationOperation call, InvocationExpressionSyntax syntax, KnownTypes known)
        => FunctionSyntax.Enclosing(syntax) is MethodDeclarationSyntax { Identifier.ValueText: "Dispose" }
            && (call.Instance?.Type ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? Operands.UnwrapAwait(call.Arguments[0].Value).Type : null)) is { } type
            && (IsBrowser(type, known) || (type is INamedTypeSymbol wrapper && wrapper.InstanceConstructors.Any(constructor => constructor.Parameters.Length == 1 && IsBrowser(constructor.Parameters[0].Type, known))));

    private static bool IsBrowser(ITypeSymbol type, KnownTypes known)
        => known.IsA(type, "Microsoft.JSInterop.IJSRuntime") || known.IsA(type, "Microsoft.JSInterop.IJSObjectReference");

    /// <summary>
    /// True where what is lost is certainly missed: something is changed or sent, or the work belongs to a web app or a service. A library may
    /// have its reasons, and what a window refreshes is seen.
    /// </summary>
    public static bool IsCertain(InvocationExpressionSyntax syntax, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => model.GetOperation(syntax, cancellationToken) is IInvocationOperation call
            && !IsExplained(syntax)
            && WorkOf(call, known, cancellationToken) is { } work
            && !OnlyGathers(work, known, cancellationToken)
            && !HubMessage.IsWithinProcess(work, known)
            && !LogsMost(work, known, cancellationToken)
            && (IsDeedInside(work, known, cancellationToken)
                || (OutsideCalls.IsDeed(work.TargetMethod) && !(work.Instance is IInstanceReferenceOperation && IsInComponent(syntax, model, known, cancellationToken)))
                || (OutsideCalls.IsService(work, known) && !OutsideCalls.IsRead(work.TargetMethod))
                || (known.Project.Kind is ProjectKind.Web or ProjectKind.Worker
                    && !IsInComponent(syntax, model, known, cancellationToken)));

    /// <summary>True in a component of Blazor: in its code behind as well, whose base only the markup tells.</summary>
    private static bool IsInComponent(SyntaxNode place, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => place.SyntaxTree.FilePath.EndsWith(".razor.cs", StringComparison.OrdinalIgnoreCase)
            || (model.GetEnclosingSymbol(place.SpanStart, cancellationToken)?.ContainingType is { } type && known.IsA(type, "Microsoft.AspNetCore.Components.ComponentBase"));

    /// <summary>True in a try whose handler says at length why nothing is done about a failure.</summary>
    private static bool IsExplained(SyntaxNode call)
        => call.Ancestors().TakeWhile(static ancestor => ancestor is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Any(static ancestor => ancestor is TryStatementSyntax attempt && attempt.Catches.Any(static clause => SwallowEvidence.GivesReason(clause.Block)));

    /// <summary>True for <c>await Task.WhenAll(tasks)</c> where each of the tasks that the function starts takes its failures itself.</summary>
    private static bool OnlyGathers(IInvocationOperation work, KnownTypes known, CancellationToken cancellationToken)
    {
        if (work.TargetMethod.Name is not ("WhenAll" or "WhenAny"))
        {
            return false;
        }

        IOperation function = work;
        while (function.Parent is { } parent && function is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            function = parent;
        }

        var inner = function.Descendants().OfType<IAnonymousFunctionOperation>().Where(static lambda => lambda.Symbol.IsAsync).ToList();
        return inner.Count > 0 && inner.TrueForAll(lambda => !EscapingWork.In(lambda.Body, known, clause => EscapingWork.Stops(clause, known), cancellationToken).Exists);
    }

    /// <summary>
    /// True for a method of the project, or the only one behind an interface, that logs what fails in it; what escapes is no more than a look at
    /// what it is about, before or after.
    /// </summary>
    private static bool LogsMost(IInvocationOperation work, KnownTypes known, CancellationToken cancellationToken)
    {
        var method = (work.TargetMethod.ReducedFrom ?? work.TargetMethod).OriginalDefinition;
        method = method.IsAbstract && EscapingWork.OnlyImplementation(method, known, cancellationToken) is { } implementation ? implementation : method;
        return EscapingWork.Of(method, known, clause => EscapingWork.Stops(clause, known) && HandlerPaths.Of(clause, known).Exits.All(static exit => exit.Reporting != Reporting.None), cancellationToken) is { HasHandler: true } open
            && ((open.Awaited as IInvocationOperation) ?? open.Called) is { } inner
            && OutsideCalls.IsRead(inner.TargetMethod);
    }

    /// <summary>True for a method of the project, called or handed over, whose open work changes something.</summary>
    private static bool IsDeedInside(IInvocationOperation work, KnownTypes known, CancellationToken cancellationToken)
    {
        var method = work.TargetMethod;
        foreach (var argument in work.Arguments)
        {
            if (Operands.UnwrapAwait(argument.Value) is IDelegateCreationOperation { Target: IMethodReferenceOperation group })
            {
                method = group.Method;
            }
        }

        return EscapingWork.Of(method, known, clause => EscapingWork.Stops(clause, known), cancellationToken) is { } open
            && ((open.Awaited as IInvocationOperation) ?? open.Called) is { } inner
            && OutsideCalls.Is(inner, known)
            && OutsideCalls.IsDeed(inner.TargetMethod);
    }

    /// <summary>The call that does the work: of what is started on the pool, the first whose failure leaves it.</summary>
    private static IInvocationOperation? WorkOf(IInvocationOperation call, KnownTypes known, CancellationToken cancellationToken)
    {
        while (call.TargetMethod.Name is "ContinueWith" or "Unwrap" or "WhenAll" && Source(call) is { } source)
        {
            call = source;
        }

        if (LambdaOf(call) is { } work)
        {
            return First(work);
        }

        foreach (var argument in call.Arguments)
        {
            switch (Operands.UnwrapAwait(argument.Value))
            {
                case IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda }:
                    return First(lambda) ?? call;
                case IDelegateCreationOperation { Target: IMethodReferenceOperation group } when call.TargetMethod.ContainingType is { Name: "Task" or "TaskFactory" }:
                    return OutsideCalls.IsRead(group.Method) ? null : call;
            }
        }

        return call;

        IInvocationOperation? First(IAnonymousFunctionOperation lambda)
            => EscapingWork.In(lambda.Body, known, clause => EscapingWork.Stops(clause, known), cancellationToken, lambda.Symbol.IsAsync) is var open
                ? open.Awaited as IInvocationOperation ?? open.Called
                : null;

        static IInvocationOperation? Source(IInvocationOperation call)
            => call.Instance is { } instance && Operands.UnwrapAwait(instance) is IInvocationOperation inner ? inner
                : call.Arguments.Length > 0 && call.Arguments[0].Value.DescendantsAndSelf().FirstOrDefault(part => part is IInvocationOperation) is IInvocationOperation first ? first
                : null;
    }

    private static bool IsWrapper(string name) => name is "ConfigureAwait" or "Unwrap" or "WaitAsync" or "AsTask";

    /// <summary>Nothing that can fail, or whose failure has nobody to tell: pauses, made-up tasks, clean-up, logs, a host that logs itself.</summary>
    private static bool IsHarmless(IInvocationOperation call, KnownTypes known)
        => Waiting.IsWait(call)
            || call.TargetMethod.Name is "FromException" or "WhenEach"
            || WordSplitter.StartsWithWord(call.TargetMethod.Name, "Try")
            || CallEffects.IsCleanup(call)
            || CallEffects.KindOf(call, known) is CallEffect.Log or CallEffect.Unobserved
            || (call.TargetMethod.Name is "RunAsync" or "StartAsync" && IsHost(call, known))
            || call.TargetMethod.ContainingType is { Name: "ChannelWriter" }
            // What is put into a transaction of Redis is awaited with it.
            || call.Instance?.Type is { Name: "ITransaction" or "IBatch", ContainingNamespace: { Name: "Redis", ContainingNamespace.Name: "StackExchange" } };

    /// <summary>True for work that only warms something up, by its own name or by that of the function that starts it: nobody misses it.</summary>
    private static bool WarmsUp(IInvocationOperation call)
        => SwallowEvidence.MayFail(call.TargetMethod.Name) || (FunctionSyntax.IdentifierOf(FunctionSyntax.Enclosing(call.Syntax)) is { ValueText: var name } && SwallowEvidence.MayFail(name));

    /// <summary>True in a handler, for a call that is handed the exception: it is the report itself.</summary>
    private static bool IsReport(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Value.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation { Local: { DeclaringSyntaxReferences: { Length: 1 } references } } && references[0].GetSyntax() is CatchDeclarationSyntax { Parent: { } clause } && clause.Span.Contains(call.Syntax.Span)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where all that the work is made of are lambdas that give a finished task: they fail at once, not in the task.</summary>
    private static bool GivesFinishedTask(IInvocationOperation call)
    {
        var any = false;
        foreach (var argument in call.Arguments)
        {
            switch (Operands.UnwrapAwait(argument.Value))
            {
                case IDelegateCreationOperation { Target: IAnonymousFunctionOperation { Symbol.IsAsync: false } lambda } when call.TargetMethod.ContainingType is not { Name: "Task" or "TaskFactory" }:
                    var returns = lambda.Body.DescendantsAndSelf(skip: below => below is IAnonymousFunctionOperation or ILocalFunctionOperation).OfType<IReturnOperation>().Where(exit => exit.ReturnedValue is not null).ToList();
                    if (returns.Count == 0 || !returns.All(exit => IsFinished(Operands.UnwrapAwait(exit.ReturnedValue!))))
                    {
                        return false;
                    }

                    any = true;
                    break;
                case IDelegateCreationOperation or { Type.TypeKind: TypeKind.Delegate }:
                    return false;
            }
        }

        return any;
    }

    private static bool IsFinished(IOperation value)
        => value is IPropertyReferenceOperation { Property.Name: "CompletedTask" } or IDefaultValueOperation or IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType.Name: "Task" or "ValueTask" } };

    private static bool IsHost(IInvocationOperation call, KnownTypes known)
        => (call.Instance ?? (call.Arguments.Length > 0 ? call.Arguments[0].Value : null)) is { } host
            && known.IsA(Operands.UnwrapAwait(host).Type, "Microsoft.Extensions.Hosting.IHost");

    /// <summary>True where the task is given to something: a helper that observes, a tracker, another task's owner.</summary>
    private static bool IsHandedOver(IInvocationOperation call, KnownTypes known)
    {
        if (call.TargetMethod.Name == "WhenAll")
        {
            return false;
        }

        foreach (var argument in call.Arguments)
        {
            // To a completion source as well: whoever waits for that gets the failure.
            if (Operands.UnwrapAwait(argument.Value).Type is { } type && (AwaitableTypes.IsTask(type, known) || type.Name == "TaskCompletionSource"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where what runs takes its failures itself, the lambda that is started or the method that is called: its task never fails. A handler that hides them is PG2001's matter.</summary>
    private static bool HandlesItself(IInvocationOperation call, KnownTypes known, CancellationToken cancellationToken)
    {
        // What its user is shown before it is thrown on does not go unnoticed.
        Func<ICatchClauseOperation, bool> takes = clause => EscapingWork.Stops(clause, known) || ShowsFirst(clause, known);

        if (LambdaOf(call) is { } work)
        {
            return !EscapingWork.In(work.Body, known, takes, cancellationToken, work.Symbol.IsAsync).Exists;
        }

        if (call.TargetMethod.ContainingType is { Name: "Task" or "TaskFactory" } || TryBody.IsFramework(call.TargetMethod.ContainingNamespace))
        {
            foreach (var argument in call.Arguments)
            {
                switch (Operands.UnwrapAwait(argument.Value))
                {
                    case IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda }:
                        return !EscapingWork.In(lambda.Body, known, takes, cancellationToken, lambda.Symbol.IsAsync).Exists;

                    case IDelegateCreationOperation { Target: IMethodReferenceOperation group }:
                        return WordSplitter.StartsWithWord(group.Method.Name, "Stop") || EscapingWork.HandlesAll(group.Method, known, takes, cancellationToken);

                    // Somebody else's work, such as the continuation that an awaiter is given.
                    case { Type.TypeKind: TypeKind.Delegate }:
                        return true;
                }
            }

            return false;
        }

        // A method throws on for those who wait for it, and its log has the failure.
        return EscapingWork.HandlesAll(call.TargetMethod, known, clause => takes(clause) || ToldElsewhere.IsLoggedBy(clause, known), cancellationToken);
    }

    /// <summary>True for a handler of everything that shows the failure in a message box before it throws on.</summary>
    private static bool ShowsFirst(ICatchClauseOperation clause, KnownTypes known)
        => clause.Filter is null
            && (clause.ExceptionType is not { } type || type.SpecialType == SpecialType.System_Object || known.Is(type, "System.Exception"))
            && clause.Handler.Operations.TakeWhile(static statement => statement is IExpressionStatementOperation { Operation: not IThrowOperation })
                .Any(static statement => Operands.UnwrapAwait(((IExpressionStatementOperation)statement).Operation) is IInvocationOperation shown && Shows(shown.TargetMethod));

    private static bool Shows(IMethodSymbol method)
        => WordSplitter.StartsWithWord(method.Name, "Show")
            && ((method.ContainingType?.Name is { } owner && (owner.IndexOf("MessageBox", StringComparison.Ordinal) >= 0 || owner.IndexOf("Dialog", StringComparison.Ordinal) >= 0))
                || method.Name.IndexOf("MessageBox", StringComparison.Ordinal) >= 0);

    /// <summary>The lambda that a called variable was declared with.</summary>
    private static IAnonymousFunctionOperation? LambdaOf(IInvocationOperation call)
        => call is { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: ILocalReferenceOperation { Local.DeclaringSyntaxReferences: { Length: 1 } references } }
            && references[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: AnonymousFunctionExpressionSyntax lambda }
                ? call.SemanticModel!.GetOperation(lambda) as IAnonymousFunctionOperation
                : null;

    private static string NameOf(IInvocationOperation call)
    {
        var source = call;
        while (source.TargetMethod.Name is "ContinueWith" or "ConfigureAwait" && source.Instance is { } instance && Operands.UnwrapAwait(instance) is IInvocationOperation inner)
        {
            source = inner;
        }

        return source.TargetMethod.Name is "Run" or "StartNew" or "WhenAll" ? "Task." + source.TargetMethod.Name : source.TargetMethod.Name;
    }
}
