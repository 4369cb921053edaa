namespace LerBridge.Connectors.Banner;

/// <summary>The part of Ethos Integration that is read.</summary>
internal interface IEthosApi
{
    /// <summary><c>GET /api/{resource}?offset=&amp;limit=</c></summary>
    Task<EthosPage<T>> ListAsync<T>(EthosResource<T> resource, int offset, int limit, CancellationToken cancellationToken)
        where T : EthosThing;

    /// <summary><c>GET /api/{resource}/{guid}</c>; null where there is no such one.</summary>
    Task<T?> GetAsync<T>(EthosResource<T> resource, string guid, CancellationToken cancellationToken)
        where T : EthosThing;
}

/// <summary>One page of a list.</summary>
/// <param name="Items">Its rows.</param>
/// <param name="Total"><c>x-total-count</c>; null where it is absent, or 0 beside rows.</param>
/// <param name="LargestPage"><c>x-max-page-size</c>; null where it is absent.</param>
/// <param name="Withheld">True where <c>x-content-restricted</c> says that fields are left out.</param>
internal sealed record EthosPage<T>(List<T> Items, int? Total, int? LargestPage, bool Withheld);
