using System.Collections.Immutable;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>Where a request or a run enters a feature.</summary>
internal enum EntryPoint { Controller, RazorPage, MinimalApiLambda, MinimalApiMethodGroup, StreamingHub, BackgroundService, MediatorHandler }

/// <summary>What the feature's operation returns, on every layer.</summary>
internal enum Returns { Task, TaskOfT, ValueTask, ValueTaskOfT, AsyncEnumerable }

/// <summary>How the service that the entry point calls is declared and implemented.</summary>
internal enum Contract
{
    Interface,
    ExplicitImplementation,
    AbstractBase,
    VirtualBase,
    GenericInterface,
    GenericMethod,
    TwoInterfaces,
    PartialHalves,
    DefaultInterfaceMember,
    Record,
    PrimaryConstructor,
    StaticExtensions,
    FuncDelegate,
    OwnDelegate,
}

/// <summary>What the operation takes and how its callers write it; or where, already, it takes a token that nobody passes.</summary>
internal enum Parameters { None, Some, Optional, Params, Named, NamedOutOfOrder, TokenOverload, TokenBelow }

/// <summary>How the service's method is written.</summary>
internal enum Body { Block, Expression, LocalFunction, LambdaInSelect, TryFinally, Loop, AwaitUsing, AwaitForeach }

/// <summary>What is documented.</summary>
internal enum Docs { None, Parameters, Inherited }

/// <summary>Who else calls the operation.</summary>
internal enum Caller { SameClass, OtherProject, XunitTest, Moq, NSubstitute, HandWrittenFake, MethodGroup, NameOf, ExpressionTree }

/// <summary>How the feature's files are laid out.</summary>
internal enum Layout { Plain, CarriageReturns, Tabs, Wrapped, Comments, Directives }

/// <summary>The call at the end of the chain that can take a token.</summary>
internal enum Leaf { EfToList, EfFind, EfSave, EfStream, StreamRead, ReadLine, HttpGet, Delay, FileRead, Semaphore, Channel, DbCommand, ParallelForEach }

/// <summary>One value of each dimension: everything that a feature is built from.</summary>
internal sealed record Choice(
    EntryPoint EntryPoint, Returns Returns, Contract Contract, Parameters Parameters, Body Body, Docs Docs, Caller Caller, Layout Layout, Leaf Leaf)
{
    /// <summary>The dimensions, in the order in which a choice names them.</summary>
    public static ImmutableArray<Type> Dimensions { get; } =
        [typeof(EntryPoint), typeof(Returns), typeof(Contract), typeof(Parameters), typeof(Body), typeof(Docs), typeof(Caller), typeof(Layout), typeof(Leaf)];

    /// <summary>How many values each dimension has.</summary>
    public static ImmutableArray<int> Sizes { get; } = [.. Dimensions.Select(dimension => Enum.GetValues(dimension).Length)];

    /// <summary>The values as numbers, in the order of the dimensions.</summary>
    public ImmutableArray<int> Values
        => [(int)EntryPoint, (int)Returns, (int)Contract, (int)Parameters, (int)Body, (int)Docs, (int)Caller, (int)Layout, (int)Leaf];

    /// <summary>An even or an odd number that no single dimension decides: it varies a detail that is no dimension of its own.</summary>
    public int Variant => Values.Sum();

    /// <summary>The choice with these values.</summary>
    public static Choice Of(IReadOnlyList<int> values)
        => new(
            (EntryPoint)values[0],
            (Returns)values[1],
            (Contract)values[2],
            (Parameters)values[3],
            (Body)values[4],
            (Docs)values[5],
            (Caller)values[6],
            (Layout)values[7],
            (Leaf)values[8]);

    /// <summary>A choice drawn by chance.</summary>
    public static Choice Of(Random random) => Of([.. Sizes.Select(random.Next)]);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Dimensions.Select((dimension, i) => $"{dimension.Name}.{Enum.GetName(dimension, Values[i])}"));
}
